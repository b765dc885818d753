using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ReleaseDecisionConfiguration : IEntityTypeConfiguration<ReleaseDecision>
{
    public void Configure(EntityTypeBuilder<ReleaseDecision> builder)
    {
        builder.HasIndex(decision => new { decision.CaseId, decision.Track, decision.Recipient }).IsUnique().HasFilter("\"Current\"");
        builder.HasIndex(decision => decision.ReviewOn).HasFilter("\"Current\"");
        builder.HasOne<Case>().WithMany().HasForeignKey(decision => decision.CaseId);
    }
}
