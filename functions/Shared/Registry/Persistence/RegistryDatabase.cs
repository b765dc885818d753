using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The registry's schema.</summary>
public sealed class RegistryDatabase(RegistryContext registry)
{
    /// <summary>Creates the schema, or brings an older one up to date; harmless when it is.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        await registry.Database.MigrateAsync(cancellationToken);
        if (registry.Database.IsSqlite())
        {
            await registry.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        }
    }
}
