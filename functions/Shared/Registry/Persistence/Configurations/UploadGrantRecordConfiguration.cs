using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class UploadGrantRecordConfiguration : IEntityTypeConfiguration<UploadGrantRecord>
{
    public void Configure(EntityTypeBuilder<UploadGrantRecord> builder)
    {
        builder.HasOne<Facility>().WithMany().HasForeignKey(grant => grant.FacilityId);
    }
}
