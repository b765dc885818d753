using System.Collections.Concurrent;
using Azure;
using Azure.Core.Cryptography;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Pulls what was published for a recipient: fetch, decrypt, hold against the manifest, and only then move it into the folder
/// and confirm it to the center. Run again after a cut, it goes on where it was; what it refuses leaves nothing behind.
/// </summary>
/// <param name="api">Lists what is published, takes receipts.</param>
/// <param name="container">The recipient's container.</param>
/// <param name="keys">The recipient's keys.</param>
/// <param name="clock">Dates what is remembered.</param>
/// <param name="retries">How often and when to try again.</param>
public sealed class PackagePuller(CenterApi api, BlobContainer container, IKeyEncryptionKeyResolver keys, TimeProvider clock, Retries retries)
{
    private const int MostParallel = 64;

    /// <summary>Pulls what is not pulled yet.</summary>
    /// <exception cref="CenterException">The folder cannot be used, or center or storage cannot be reached; what was pulled is remembered.</exception>
    public async Task<PullSummary> PullAsync(PackagePullerOptions options, IProgress<PullProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using PullFolder folder = PullFolder.Open(options.Folder);
        var run = new PullRun(api, options.Recipient, folder, new PackageFetch(container, keys, retries), clock);
        List<Provided> listed = await api.GetProvidedAsync(options.Recipient, cancellationToken);
        Dictionary<string, StoredBlob> stored = await ListAsync(cancellationToken);
        await run.ConfirmPendingAsync(cancellationToken);

        Provided[] readable = [.. listed.Where(provided => provided.IsReadable)];
        Provided[] fresh = [.. readable.Where(provided => folder.State.Find(provided.Provision) is null)];
        Provided[] there = [.. fresh.Where(provided => stored.ContainsKey(provided.Blob))];
        var counts = new PullCounts(progress, there.Length, there.Sum(provided => stored[provided.Blob].Length));
        var outcomes = new ConcurrentBag<PullOutcome>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(options.Parallel, 1, MostParallel), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(there, parallel, async (provided, cancel) =>
            outcomes.Add(await run.PullAsync(provided, stored[provided.Blob], counts, cancel)));
        folder.Sweep();

        RefusedPackage[] refused = [.. run.Refused.OrderBy(package => package.Provision)];
        HashSet<string> known = [.. readable.Select(provided => provided.Blob)];
        return new PullSummary(
            outcomes.Count(outcome => outcome == PullOutcome.Pulled),
            readable.Length - fresh.Length,
            fresh.Length - there.Length + outcomes.Count(outcome => outcome == PullOutcome.Gone),
            stored.Keys.Count(name => !known.Contains(name)),
            refused,
            listed.Count(provided => provided.IsToBeDeleted));
    }

    /// <summary>
    /// Deletes what the center asks to be deleted (消去依頼) from the folder and says so. What is not in this folder is not
    /// acknowledged: somebody else may hold it.
    /// </summary>
    /// <exception cref="CenterException">The folder cannot be used, or the center cannot be reached.</exception>
    public async Task<DeletionSummary> AcknowledgeDeletionsAsync(PackagePullerOptions options, CancellationToken cancellationToken = default)
    {
        await using PullFolder folder = PullFolder.Open(options.Folder);
        var notHere = new List<Guid>();
        int deleted = 0;
        foreach (Provided asked in (await api.GetProvidedAsync(options.Recipient, cancellationToken)).Where(provided => provided.IsToBeDeleted))
        {
            if (folder.State.Find(asked.Provision) is null && !folder.Holds(asked.Provision))
            {
                notHere.Add(asked.Provision);
                continue;
            }

            folder.State.Record(asked.Provision, new PulledRecord(asked.Blob, PullStep.Deleting, clock.GetUtcNow()));
            folder.Delete(asked.Provision);
            await api.PostDeletionAsync(options.Recipient, asked.Provision, cancellationToken);
            folder.State.Record(asked.Provision, new PulledRecord(asked.Blob, PullStep.Deleted, clock.GetUtcNow()));
            deleted++;
        }

        return new DeletionSummary(deleted, notHere);
    }

    private async Task<Dictionary<string, StoredBlob>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stored = new Dictionary<string, StoredBlob>();
            await foreach (StoredBlob blob in container.ListAsync(cancellationToken: cancellationToken))
            {
                stored.Add(blob.Name, blob);
            }

            return stored;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            throw PackageFetch.NoAccess(e);
        }
    }
}
