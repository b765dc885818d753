using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// The device rules in force. Their state has a number, which grows with every version of a rule: whoever made something by
/// the rules holds that number against the one of the instant it publishes.
/// </summary>
public sealed class DeviceRuleBook(RegistryContext registry)
{
    /// <summary>Key of the advisory lock between publishing and ruling.</summary>
    private const long LockKey = 0x4445_5652_554C_4553;

    /// <summary>The number of the present state.</summary>
    public Task<int> NumberAsync(CancellationToken cancellationToken = default) => registry.DeviceRules.CountAsync(cancellationToken);

    /// <summary>The number of the present state, which stays so until the caller's transaction ends.</summary>
    public async Task<int> HoldNumberAsync(CancellationToken cancellationToken = default)
    {
        RequireTransaction();
        if (registry.Database.IsNpgsql())
        {
            await registry.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({LockKey})", cancellationToken);
        }

        return await NumberAsync(cancellationToken);
    }

    /// <summary>Keeps everybody else from ruling, and from publishing by the rules of before, until the caller's transaction ends.</summary>
    public async Task LockAsync(CancellationToken cancellationToken = default)
    {
        RequireTransaction();
        if (registry.Database.IsNpgsql())
        {
            await registry.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        }
    }

    /// <summary>The current version of every rule, by name; those taken back too.</summary>
    public async Task<IReadOnlyList<DeviceRuleVersion>> CurrentAsync(CancellationToken cancellationToken = default)
    {
        List<DeviceRuleVersion> all = await registry.DeviceRules.AsNoTracking().ToListAsync(cancellationToken);
        return [.. all.GroupBy(rule => rule.Rule).Select(versions => versions.MaxBy(rule => rule.Version)!).OrderBy(rule => rule.Rule, StringComparer.Ordinal)];
    }

    /// <summary>SQLite has one writer at a time: there the transaction alone is the lock.</summary>
    private void RequireTransaction()
    {
        if (registry.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Device rules are held within a transaction.");
        }
    }
}
