using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Orders the audit rows, chains them by hash and appends them to the immutable container, which it may append to and never
/// read. A stretch of the chain is planned in one transaction and appended afterwards at a fixed offset: whoever was cut in
/// between is followed by a run that appends the same bytes at the same place, or finds the place taken by them.
/// </summary>
public sealed class AnchorAudit(RegistryContext registry, StorageAccounts accounts, IRandomNames names, TimeProvider clock) : IFunction<TimerInfo>
{
    /// <summary>Links of one append, well below the 4 MiB that one takes.</summary>
    private const int LinksOfAppend = 2_000;

    /// <summary>Appends of one blob: it takes 50,000.</summary>
    private const int AppendsOfBlob = 40_000;

    /// <summary>Rows younger than this may still be joined by older ones whose transaction is open; they wait for the next run.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        while ((await PendingAsync(cancellationToken) ?? await PlanAsync(cancellationToken)) is { } anchor)
        {
            await AppendAsync(anchor, cancellationToken);
            registry.ChangeTracker.Clear();
        }
    }

    private Task<AuditAnchor?> PendingAsync(CancellationToken cancellationToken)
        => registry.AuditAnchors.Where(a => a.Anchored == null).OrderBy(a => a.FirstIndex).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Gives the next rows their places; two runs at once contend for the same first place, and one gets it.</summary>
    private async Task<AuditAnchor?> PlanAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset settled = clock.GetUtcNow() - Settling;
        List<AuditEntry> next = await registry.AuditEntries.Where(e => e.ChainIndex == null && e.At <= settled)
            .OrderBy(e => e.Id).Take(LinksOfAppend).ToListAsync(cancellationToken);
        if (next.Count == 0)
        {
            return null;
        }

        AuditAnchor? last = await registry.AuditAnchors.OrderByDescending(a => a.FirstIndex).FirstOrDefaultAsync(cancellationToken);
        long index = last?.LastIndex ?? 0;
        string hash = last?.LastHash ?? AuditLink.Genesis;
        long length = 0;
        foreach (AuditEntry entry in next)
        {
            hash = AuditLink.HashOf(hash, entry, ++index);
            (entry.ChainIndex, entry.ChainHash) = (index, hash);
            length += AuditLink.LineOf(entry).Length;
        }

        AuditAnchor planned = Follow(last, index, hash, length);
        registry.AuditAnchors.Add(planned);
        await registry.SaveChangesAsync(cancellationToken);
        return planned;
    }

    private AuditAnchor Follow(AuditAnchor? last, long lastIndex, string lastHash, long length)
    {
        bool roll = last is null || last.AppendNumber >= AppendsOfBlob;
        return new AuditAnchor
        {
            FirstIndex = (last?.LastIndex ?? 0) + 1,
            LastIndex = lastIndex,
            LastHash = lastHash,
            BlobName = roll ? $"chain/{(last?.LastIndex ?? 0) + 1:D12}-{names.NewName()}" : last!.BlobName,
            AppendNumber = roll ? 1 : last!.AppendNumber + 1,
            Offset = roll ? 0 : last!.Offset + last.Length,
            Length = length,
        };
    }

    private async Task AppendAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        List<AuditEntry> entries = await registry.AuditEntries.AsNoTracking()
            .Where(e => e.ChainIndex >= anchor.FirstIndex && e.ChainIndex <= anchor.LastIndex)
            .OrderBy(e => e.ChainIndex).ToListAsync(cancellationToken);
        byte[] lines = [.. entries.SelectMany(AuditLink.LineOf)];

        // A refused append means the place is taken: only this plan's bytes can have been put there.
        await accounts[Containers.Audit].AppendAsync(anchor.BlobName, lines, anchor.Offset, cancellationToken);
        anchor.Anchored = clock.GetUtcNow();
        await registry.SaveChangesAsync(cancellationToken);
    }
}
