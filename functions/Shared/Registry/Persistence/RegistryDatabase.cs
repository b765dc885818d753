using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The registry's schema.</summary>
public sealed class RegistryDatabase(RegistryContext registry)
{
    /// <summary>
    /// Creates the schema, or brings an older one up to date; harmless when it is. One caller at a time on SQLite, as
    /// its file belongs to one center.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        if (registry.Database.IsSqlite())
        {
            await EndAbandonedMigrationAsync(cancellationToken);
        }

        await registry.Database.MigrateAsync(cancellationToken);
        if (registry.Database.IsSqlite())
        {
            await registry.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        }
    }

    /// <summary>On SQLite migrating is locked by a row, which a killed center leaves behind: the next would wait for it for ever.</summary>
    private async Task EndAbandonedMigrationAsync(CancellationToken cancellationToken)
    {
        int tables = await registry.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (tables > 0)
        {
            await registry.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }
}
