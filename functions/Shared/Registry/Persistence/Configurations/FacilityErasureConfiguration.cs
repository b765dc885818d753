using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class FacilityErasureConfiguration : IEntityTypeConfiguration<FacilityErasure>
{
    public void Configure(EntityTypeBuilder<FacilityErasure> builder)
    {
        builder.HasIndex(erasure => erasure.FacilityId).IsUnique();
        builder.HasOne<Facility>().WithMany().HasForeignKey(erasure => erasure.FacilityId);
    }
}
