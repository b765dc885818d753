using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The registry's audit rows and anchors, read from the database.</summary>
public sealed class AuditRecords(RegistryContext registry) : IAuditRecords
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> RowsAsync(long first, int count, CancellationToken cancellationToken)
        => await registry.AuditEntries.AsNoTracking().Where(row => row.ChainIndex >= first && row.ChainIndex < first + count)
            .OrderBy(row => row.ChainIndex).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditAnchor>> AnchorsAsync(long first, int count, CancellationToken cancellationToken)
        => await registry.AuditAnchors.AsNoTracking().Where(anchor => anchor.FirstIndex >= first)
            .OrderBy(anchor => anchor.FirstIndex).Take(count).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<AuditWaiting> WaitingAsync(CancellationToken cancellationToken)
    {
        long pendingFrom = await registry.AuditAnchors.Where(anchor => anchor.Anchored == null)
            .MinAsync(anchor => (long?)anchor.FirstIndex, cancellationToken) ?? long.MaxValue;
        IQueryable<AuditEntry> waiting = registry.AuditEntries.Where(row => row.ChainIndex == null || row.ChainIndex >= pendingFrom);
        return new AuditWaiting(
            await waiting.LongCountAsync(cancellationToken),
            await waiting.MinAsync(row => (DateTimeOffset?)row.At, cancellationToken),
            await registry.AuditEntries.MaxAsync(row => (DateTimeOffset?)row.At, cancellationToken));
    }
}
