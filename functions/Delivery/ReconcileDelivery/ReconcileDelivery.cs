using Azure.Storage.Blobs.Models;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Daily: holds every blob in the processors' containers and in staging against the registry, and every provision record
/// against the rules and its blob. What has no right to be there is withdrawn at once and an incident raised. Deletion requests
/// that nobody acknowledged in time are escalated.
/// </summary>
public sealed class ReconcileDelivery(StorageAccounts accounts, ReconciledBlobs blobs, ReconciledRecords records, OverdueDeletions deletions) : IFunction<TimerInfo>
{
    private const string Prefix = "delivery-";

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        // what the storage has counts, not what the registry expects: also the container of a processor nobody knows
        await foreach (BlobContainerItem container in accounts.Service(StorageFamily.Delivery).GetBlobContainersAsync(prefix: Prefix, cancellationToken: cancellationToken))
        {
            if (ProcessorId.TryParse(container.Name[Prefix.Length..], null, out ProcessorId processor))
            {
                await blobs.CheckPublishedAsync(processor, cancellationToken);
            }
        }

        await blobs.CheckStagingAsync(cancellationToken);
        await records.CheckAsync(cancellationToken);
        await deletions.EscalateDeliveriesAsync(DeliveryWithdrawal.Actor, cancellationToken);
    }
}
