using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.Property(delivery => delivery.State).IsConcurrencyToken();
        builder.HasIndex(delivery => new { delivery.CaseId, delivery.ProcessorId, delivery.ContentVersion }).IsUnique()
            .HasFilter($"\"State\" <> {(int)DeliveryState.Recalled}");
        builder.HasIndex(delivery => new { delivery.ProcessorId, delivery.State });
        builder.HasIndex(delivery => delivery.BlobName).IsUnique();
        builder.HasOne(delivery => delivery.Case).WithMany().HasForeignKey(delivery => delivery.CaseId);
        builder.HasOne<Processor>().WithMany().HasForeignKey(delivery => delivery.ProcessorId);
    }
}
