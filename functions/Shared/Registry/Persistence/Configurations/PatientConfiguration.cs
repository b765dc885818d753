using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class PatientConfiguration : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.Property(patient => patient.Version).IsConcurrencyToken();
        builder.HasIndex(patient => new { patient.FacilityId, patient.FacilityPatientId }).IsUnique();
        builder.HasOne<Facility>().WithMany().HasForeignKey(patient => patient.FacilityId);
        builder.HasMany(patient => patient.Events).WithOne().HasForeignKey(entry => entry.PatientId);
        builder.HasMany(patient => patient.Cases).WithOne(registered => registered.Patient).HasForeignKey(registered => registered.PatientId);
    }
}
