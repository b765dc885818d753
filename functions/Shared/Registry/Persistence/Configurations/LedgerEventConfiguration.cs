using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class LedgerEventConfiguration : IEntityTypeConfiguration<LedgerEvent>
{
    public void Configure(EntityTypeBuilder<LedgerEvent> builder)
    {
        builder.HasIndex(entry => new { entry.PatientId, entry.Sequence }).IsUnique();
        builder.HasIndex(entry => entry.ConsentUploadId);
    }
}
