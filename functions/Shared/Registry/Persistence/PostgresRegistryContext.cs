using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The registry in PostgreSQL: the cloud. Instants are stored as <c>timestamptz</c>, to the microsecond.</summary>
public sealed class PostgresRegistryContext(DbContextOptions<PostgresRegistryContext> options) : RegistryContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();
    }
}
