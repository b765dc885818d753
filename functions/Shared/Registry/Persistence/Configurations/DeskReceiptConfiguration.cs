using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class DeskReceiptConfiguration : IEntityTypeConfiguration<DeskReceipt>
{
    public void Configure(EntityTypeBuilder<DeskReceipt> builder)
    {
        builder.HasIndex(receipt => receipt.Number).IsUnique();
        builder.HasIndex(receipt => receipt.KeptUntil);
        builder.HasOne<Facility>().WithMany().HasForeignKey(receipt => receipt.FacilityId);
    }
}
