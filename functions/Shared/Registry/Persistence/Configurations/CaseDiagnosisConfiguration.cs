using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class CaseDiagnosisConfiguration : IEntityTypeConfiguration<CaseDiagnosis>
{
    public void Configure(EntityTypeBuilder<CaseDiagnosis> builder)
    {
        builder.HasKey(diagnosis => new { diagnosis.CaseId, diagnosis.Code });
        builder.HasIndex(diagnosis => diagnosis.Code);
    }
}
