using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.HasIndex(registered => new { registered.FacilityId, registered.StudyInstanceUid }).IsUnique();
        builder.HasIndex(registered => registered.PatientId);
        builder.HasOne<Facility>().WithMany().HasForeignKey(registered => registered.FacilityId);
        builder.HasMany(registered => registered.Diagnoses).WithOne().HasForeignKey(diagnosis => diagnosis.CaseId);
        builder.HasMany(registered => registered.Instances).WithOne().HasForeignKey(instance => instance.CaseId);
    }
}
