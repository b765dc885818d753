using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ErasedVolumeConfiguration : IEntityTypeConfiguration<ErasedVolume>
{
    public void Configure(EntityTypeBuilder<ErasedVolume> builder)
    {
        builder.HasKey(volume => new { volume.FacilityId, volume.Stored, volume.Erased });
    }
}
