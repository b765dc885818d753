using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class DeviceRuleVersionConfiguration : IEntityTypeConfiguration<DeviceRuleVersion>
{
    public void Configure(EntityTypeBuilder<DeviceRuleVersion> builder)
    {
        builder.ToTable("DeviceRules");
        builder.Ignore(rule => rule.Name);
        builder.HasIndex(rule => new { rule.Rule, rule.Version }).IsUnique();
        builder.HasData(KnownDeviceRules.All);
    }
}
