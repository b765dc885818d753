using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ReviewDecisionConfiguration : IEntityTypeConfiguration<ReviewDecision>
{
    public void Configure(EntityTypeBuilder<ReviewDecision> builder)
    {
        builder.HasOne(decision => decision.Item).WithMany().HasForeignKey(decision => decision.ItemId);
        builder.HasOne<DeviceRuleVersion>().WithMany().HasForeignKey(decision => decision.DeviceRuleId);
    }
}
