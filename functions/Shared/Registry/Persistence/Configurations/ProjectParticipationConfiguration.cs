using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ProjectParticipationConfiguration : IEntityTypeConfiguration<ProjectParticipation>
{
    public void Configure(EntityTypeBuilder<ProjectParticipation> builder)
    {
        builder.HasKey(participation => new { participation.FacilityId, participation.ProjectId, participation.From });
        builder.HasOne<Project>().WithMany().HasForeignKey(participation => participation.ProjectId);
    }
}
