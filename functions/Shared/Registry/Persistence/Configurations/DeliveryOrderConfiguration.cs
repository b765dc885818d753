using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class DeliveryOrderConfiguration : IEntityTypeConfiguration<DeliveryOrder>
{
    public void Configure(EntityTypeBuilder<DeliveryOrder> builder)
    {
        builder.Property(order => order.State).IsConcurrencyToken();
        builder.Property(order => order.Reason).HasMaxLength(OrderRequest.MaximumReason);
        builder.Property(order => order.EndReason).HasMaxLength(OrderRequest.MaximumReason);
        builder.HasIndex(order => new { order.ProcessorId, order.State });
        builder.HasOne<Processor>().WithMany().HasForeignKey(order => order.ProcessorId);
        builder.HasOne<Project>().WithMany().HasForeignKey(order => order.ProjectId);
    }
}
