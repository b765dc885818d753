using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ErasureConfirmationConfiguration : IEntityTypeConfiguration<ErasureConfirmation>
{
    public void Configure(EntityTypeBuilder<ErasureConfirmation> builder)
    {
        builder.HasKey(confirmation => new { confirmation.ErasureId, confirmation.App });
        builder.HasOne<FacilityErasure>().WithMany().HasForeignKey(confirmation => confirmation.ErasureId);
    }
}
