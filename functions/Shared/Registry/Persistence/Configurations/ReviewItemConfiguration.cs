using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ReviewItemConfiguration : IEntityTypeConfiguration<ReviewItem>
{
    public void Configure(EntityTypeBuilder<ReviewItem> builder)
    {
        // A reviewer and a withdrawal at once: the second to commit finds the item closed.
        builder.Property(item => item.State).IsConcurrencyToken();
        builder.HasIndex(item => new { item.CaseId, item.SignatureHash, item.Reason }).IsUnique()
            .HasFilter($"\"State\" <> {(int)ReviewItemState.Removed}");
        builder.HasIndex(item => item.State);
        builder.HasIndex(item => item.FrameBlob).IsUnique();
        builder.HasOne(item => item.Case).WithMany().HasForeignKey(item => item.CaseId);
        builder.HasOne<Instance>().WithMany().HasForeignKey(item => item.InstanceId);
    }
}
