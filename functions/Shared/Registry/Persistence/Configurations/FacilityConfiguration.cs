using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class FacilityConfiguration : IEntityTypeConfiguration<Facility>
{
    public void Configure(EntityTypeBuilder<Facility> builder)
    {
        builder.HasMany(facility => facility.Contracts).WithOne().HasForeignKey(contract => contract.FacilityId);
        builder.HasMany(facility => facility.Participations).WithOne().HasForeignKey(participation => participation.FacilityId);
    }
}
