using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class UploadedPackageConfiguration : IEntityTypeConfiguration<UploadedPackage>
{
    public void Configure(EntityTypeBuilder<UploadedPackage> builder)
    {
        builder.Property(package => package.State).IsConcurrencyToken();
        builder.HasIndex(package => new { package.FacilityId, package.BlobName, package.ETag }).IsUnique();
        builder.HasIndex(package => package.State);
        builder.HasOne<Facility>().WithMany().HasForeignKey(package => package.FacilityId);
        builder.HasOne<Case>().WithMany().HasForeignKey(package => package.CaseId);
    }
}
