using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The registry in one SQLite file: one machine. Instants are stored as UTC ticks, so that they sort.</summary>
public sealed class SqliteRegistryContext(DbContextOptions<SqliteRegistryContext> options) : RegistryContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }
}
