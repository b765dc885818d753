using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<Instance>
{
    public void Configure(EntityTypeBuilder<Instance> builder)
    {
        builder.HasIndex(instance => new { instance.FacilityId, instance.SopInstanceUid }).IsUnique();
        builder.HasOne<UploadedPackage>().WithMany().HasForeignKey(instance => instance.PackageId);
    }
}
