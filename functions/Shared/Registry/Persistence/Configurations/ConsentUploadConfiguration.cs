using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ConsentUploadConfiguration : IEntityTypeConfiguration<ConsentUpload>
{
    public void Configure(EntityTypeBuilder<ConsentUpload> builder)
    {
        builder.HasIndex(upload => new { upload.FacilityId, upload.BlobName, upload.ETag }).IsUnique();
        builder.HasMany(upload => upload.Problems).WithOne().HasForeignKey(problem => problem.ConsentUploadId);
        builder.HasOne<Facility>().WithMany().HasForeignKey(upload => upload.FacilityId);
    }
}
