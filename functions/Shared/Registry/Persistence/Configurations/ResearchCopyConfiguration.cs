using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ResearchCopyConfiguration : IEntityTypeConfiguration<ResearchCopy>
{
    public void Configure(EntityTypeBuilder<ResearchCopy> builder)
    {
        builder.Property(copy => copy.State).IsConcurrencyToken();
        builder.HasIndex(copy => new { copy.CaseId, copy.ProjectId, copy.ContentVersion, copy.ReviewVersion }).IsUnique()
            .HasFilter($"\"State\" <> {(int)ResearchCopyState.Withdrawn}");
        builder.HasIndex(copy => new { copy.ProjectId, copy.State });
        builder.HasIndex(copy => copy.BlobName).IsUnique();
        builder.HasIndex(copy => copy.PreviewPrefix).IsUnique();
        builder.HasOne(copy => copy.Case).WithMany().HasForeignKey(copy => copy.CaseId);
        builder.HasOne<Project>().WithMany().HasForeignKey(copy => copy.ProjectId);
    }
}
