using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Orders the audit rows, chains them by hash and appends them to the immutable container. Alone: an append is refused when
/// the blob is not as long as this run believes. A run cut between append and commit is taken up by the next, which adopts the
/// links it finds.
/// </summary>
public sealed class AnchorAudit(RegistryContext registry, StorageAccounts accounts, TimeProvider clock) : IFunction<TimerInfo>
{
    /// <summary>Links of one append, well below the 4 MiB that one takes.</summary>
    private const int Batch = 2_000;

    /// <summary>Rows younger than this may still be joined by older ones whose transaction is open; they wait for the next run.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly AuditChain chain = new(accounts[Containers.Audit]);

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        while (await AnchorNextAsync(cancellationToken))
        {
            registry.ChangeTracker.Clear();
        }
    }

    private async Task<bool> AnchorNextAsync(CancellationToken cancellationToken)
    {
        AuditEntry? last = await registry.AuditEntries.AsNoTracking().Where(e => e.ChainIndex != null)
            .OrderByDescending(e => e.ChainIndex).FirstOrDefaultAsync(cancellationToken);
        long index = last?.ChainIndex ?? 0;
        (long length, long anchored) = await chain.TailAsync(index, cancellationToken);
        if (anchored < index)
        {
            throw new InvalidDataException("The anchored chain is shorter than the registry says: look into it before anything is added.");
        }

        return anchored > index
            ? await AdoptAsync(index, cancellationToken)
            : await AppendAsync(index, last?.ChainHash ?? AuditLink.Genesis, length, cancellationToken);
    }

    /// <summary>Notes in the registry what an earlier run appended and could not commit.</summary>
    private async Task<bool> AdoptAsync(long index, CancellationToken cancellationToken)
    {
        await foreach ((long at, Guid id, string hash) in chain.LinksAfterAsync(index, cancellationToken))
        {
            AuditEntry entry = await registry.AuditEntries.SingleAsync(e => e.Id == id, cancellationToken);
            (entry.ChainIndex, entry.ChainHash) = (at, hash);
        }

        return await registry.SaveChangesAsync(cancellationToken) > 0;
    }

    private async Task<bool> AppendAsync(long index, string hash, long length, CancellationToken cancellationToken)
    {
        int room = (int)Math.Min(Batch, AuditChain.LinksOfBlob - (index % AuditChain.LinksOfBlob));
        DateTimeOffset settled = clock.GetUtcNow() - Settling;
        List<AuditEntry> next = await registry.AuditEntries.Where(e => e.ChainIndex == null && e.At <= settled)
            .OrderBy(e => e.Id).Take(room).ToListAsync(cancellationToken);
        if (next.Count == 0)
        {
            return false;
        }

        using MemoryStream lines = new();
        foreach (AuditEntry entry in next)
        {
            hash = AuditLink.HashOf(hash, entry, ++index);
            (entry.ChainIndex, entry.ChainHash) = (index, hash);
            lines.Write(AuditLink.LineOf(entry, index, hash));
        }

        return await chain.TryAppendAsync(next[0].ChainIndex!.Value, length, lines.ToArray(), cancellationToken)
            && await registry.SaveChangesAsync(cancellationToken) > 0;
    }
}
