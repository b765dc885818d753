using Azure.Storage.Blobs.Models;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Daily: holds every blob in the projects' containers, among the previews and in staging against the registry, and every
/// published copy against the rules and its blobs. What has no right to be there is withdrawn at once and an incident raised.
/// Deletion requests that nobody acknowledged in time are escalated. One-time exports that are over are closed.
/// </summary>
public sealed class ReconcileResearch(
    StorageAccounts accounts, ReconciledBlobs blobs, ReconciledRecords records, ReconciledReviews reviews, ExpiredExports exports, OverdueDeletions deletions) : IFunction<TimerInfo>
{
    private const string Prefix = "research-";

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        // what the storage has counts, not what the registry expects: also the container of a project nobody knows
        await foreach (BlobContainerItem container in accounts.Service(StorageFamily.Research).GetBlobContainersAsync(prefix: Prefix, cancellationToken: cancellationToken))
        {
            if (ProjectId.TryParse(container.Name[Prefix.Length..], null, out ProjectId project))
            {
                await blobs.CheckPublishedAsync(project, cancellationToken);
            }
        }

        await blobs.CheckPreviewsAsync(cancellationToken);
        await blobs.CheckStagingAsync(cancellationToken);
        await records.CheckAsync(cancellationToken);
        await deletions.EscalateCopiesAsync(CopyWithdrawal.Actor, cancellationToken);
        await reviews.CheckAsync(cancellationToken);
        await exports.CloseAsync(cancellationToken);
    }
}
