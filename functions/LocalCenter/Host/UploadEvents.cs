using System.Text.Json;
using Azure;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Host;

/// <summary>
/// Stands in for Event Grid: sees new blobs in the facilities' intake containers and sends the events that the system topic
/// sends in the cloud. After a restart it tells of every blob again, which at-least-once allows.
/// </summary>
internal sealed class UploadEvents(StorageAccounts accounts, IMessageQueues queues, IReadOnlyCollection<FacilityId> facilities, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private readonly HashSet<(string Container, string Blob, ETag ETag)> told = [];
    private int sent;

    /// <summary>Events sent since this program started.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Pause, clock);
        try
        {
            do
            {
                await TryLookAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // stopping
        }
    }

    /// <summary>One look into every intake container.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (FacilityId facility in facilities)
        {
            BlobContainer container = accounts[Containers.Intake(facility)];
            await foreach (StoredBlob blob in container.ListAsync(cancellationToken: cancellationToken))
            {
                if (!told.Contains((container.Name, blob.Name, blob.ETag)))
                {
                    await TellAsync(container, blob, cancellationToken);
                    told.Add((container.Name, blob.Name, blob.ETag));
                    Interlocked.Increment(ref sent);
                }
            }
        }
    }

    /// <summary>Storage that fails once is looked at again: a look that ended for good would leave every later upload untold.</summary>
    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogSafely(LogLevel.Warning, "Uploads could not be looked for", e);
        }
    }

    private async Task TellAsync(BlobContainer container, StoredBlob blob, CancellationToken cancellationToken)
    {
        BlobCreated created = new(
            BlobCreated.BlobCreatedType,
            $"/blobServices/default/containers/{container.Name}/blobs/{blob.Name}",
            container.Client.GetBlobClient(blob.Name).Uri,
            blob.ETag,
            blob.Length);
        string? queue = blob.Name.StartsWith("studies/", StringComparison.Ordinal) ? QueueNames.StudyUploaded
            : blob.Name.StartsWith("consents/", StringComparison.Ordinal) ? QueueNames.ConsentsUploaded
            : null;
        if (queue is not null)
        {
            await queues[queue].SendAsync(JsonSerializer.Serialize(created, MessageJson.Options), cancellationToken: cancellationToken);
        }
    }
}
