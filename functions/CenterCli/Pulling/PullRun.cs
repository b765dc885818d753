using System.Collections.Concurrent;
using System.Net;
using Azure;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>What became of a package.</summary>
internal enum PullOutcome
{
    Pulled,
    Refused,
    Gone,
}

/// <summary>One package at a time of a run: fetch, verify, move, remember, confirm.</summary>
internal sealed class PullRun(CenterApi api, Recipient recipient, PullFolder folder, PackageFetch fetch, TimeProvider clock)
{
    private readonly ConcurrentBag<RefusedPackage> refused = [];

    public IReadOnlyCollection<RefusedPackage> Refused => refused;

    /// <summary>Sends the receipts that a cut run owes.</summary>
    public async Task ConfirmPendingAsync(CancellationToken cancellationToken)
    {
        foreach ((Guid provision, PulledRecord record) in folder.State.Packages.Where(known => known.Value.Step == PullStep.Pulled))
        {
            await ConfirmAsync(provision, record.Blob, cancellationToken);
        }
    }

    /// <exception cref="CenterException">Center or storage cannot be reached.</exception>
    public async Task<PullOutcome> PullAsync(Provided provided, StoredBlob stored, PullCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            if (!folder.Holds(provided.Provision))
            {
                await fetch.FetchAsync(stored, folder.TarOf(provided.Provision, stored.ETag), counts.Package(stored.Length), cancellationToken);
                await PackageExtraction.RunAsync(folder, provided, stored.ETag, recipient.Kind, cancellationToken);
            }
            else if (!await folder.IsWholeAsync(provided.Provision, cancellationToken))
            {
                refused.Add(new RefusedPackage(provided.Provision, PullReasons.FolderTaken));
                return PullOutcome.Refused;
            }

            folder.State.Record(provided.Provision, new PulledRecord(provided.Blob, PullStep.Pulled, clock.GetUtcNow()));
            return await ConfirmAsync(provided.Provision, provided.Blob, cancellationToken) ? PullOutcome.Pulled : PullOutcome.Refused;
        }
        catch (PackageException e)
        {
            folder.Drop(provided.Provision, stored.ETag);
            refused.Add(new RefusedPackage(provided.Provision, e.Reason));
            await PostAsync(new PullReceipt(provided.Provision, provided.Blob, Ok: false), cancellationToken);
            return PullOutcome.Refused;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            folder.Drop(provided.Provision, stored.ETag);
            return PullOutcome.Gone;
        }
        finally
        {
            counts.Done();
        }
    }

    private async Task<bool> ConfirmAsync(Guid provision, string blob, CancellationToken cancellationToken)
    {
        if (!await PostAsync(new PullReceipt(provision, blob, Ok: true), cancellationToken))
        {
            refused.Add(new RefusedPackage(provision, PullReasons.ReceiptRefused));
            return false;
        }

        folder.State.Record(provision, new PulledRecord(blob, PullStep.Confirmed, clock.GetUtcNow()));
        return true;
    }

    /// <returns>False when the center knows no such package.</returns>
    private async Task<bool> PostAsync(PullReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await api.PostReceiptAsync(recipient, receipt, cancellationToken);
            return true;
        }
        catch (CenterException e) when (e.InnerException is ApiFailureException { Status: HttpStatusCode.NotFound or HttpStatusCode.Conflict })
        {
            return false;
        }
    }
}
