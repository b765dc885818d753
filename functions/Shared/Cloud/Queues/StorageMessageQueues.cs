using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Pipeline.Cloud;

/// <summary>Storage queues as the broker of one machine.</summary>
public sealed class StorageMessageQueues(QueueServiceClient client) : IMessageQueues
{
    private readonly ConcurrentDictionary<string, StorageMessageQueue> queues = new(StringComparer.Ordinal);

    /// <summary>What <see cref="StorageMessageQueues"/> expects its client to be created with.</summary>
    public static QueueClientOptions ClientOptions() => new() { MessageEncoding = QueueMessageEncoding.Base64 };

    /// <inheritdoc/>
    public IMessageQueue this[string name] => queues.GetOrAdd(name, n => new StorageMessageQueue(client.GetQueueClient(n)));
}

/// <summary>One storage queue.</summary>
#pragma warning disable CA1001 // a semaphore whose wait handle is never asked for holds nothing to dispose
internal sealed class StorageMessageQueue(QueueClient client) : IMessageQueue
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim arrival = new(0, 1);
    private volatile bool exists;

    public string Name => client.Name;

    public async Task SendAsync(string body, TimeSpan? delay = null, CancellationToken cancellationToken = default)
    {
        await EnsureExistsAsync(cancellationToken);
        await client.SendMessageAsync(body, delay, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken);
        try
        {
            arrival.Release();
        }
        catch (SemaphoreFullException)
        {
            // a waiter is told already
        }
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int maximum, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        await EnsureExistsAsync(cancellationToken);
        QueueMessage[] messages = await client.ReceiveMessagesAsync(maximum, visibility, cancellationToken);
        return [.. messages.Select(m => new ReceivedMessage(m.MessageId, m.Body.ToString(), checked((int)m.DequeueCount), m.PopReceipt))];
    }

    public async Task<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        try
        {
            UpdateReceipt receipt = await client.UpdateMessageAsync(message.Id, message.Receipt, (string?)null, visibility, cancellationToken);
            return message with { Receipt = receipt.PopReceipt };
        }
        catch (RequestFailedException e) when (IsNoLongerOurs(e))
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsNoLongerOurs(e))
        {
            return false;
        }
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        await EnsureExistsAsync(cancellationToken);
        return (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
    }

    public async Task WaitForArrivalAsync(TimeSpan longest, CancellationToken cancellationToken = default)
        => await arrival.WaitAsync(longest, cancellationToken);

    private static bool IsNoLongerOurs(RequestFailedException e)
        => e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch;

    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }
    }
}
