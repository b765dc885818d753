using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class OrderedCaseConfiguration : IEntityTypeConfiguration<OrderedCase>
{
    public void Configure(EntityTypeBuilder<OrderedCase> builder)
    {
        builder.HasKey(line => new { line.OrderId, line.CaseId });
        builder.HasOne(line => line.Order).WithMany(order => order.Cases).HasForeignKey(line => line.OrderId);
        builder.HasOne(line => line.Case).WithMany().HasForeignKey(line => line.CaseId);
    }
}
