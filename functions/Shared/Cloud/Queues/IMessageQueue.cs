namespace Pipeline.Cloud;

/// <summary>One machine's message queue. In the cloud Service Bus stands here, behind the Functions host's bindings.</summary>
public interface IMessageQueue
{
    /// <summary>The queue's name, as <c>function.json</c> gives it.</summary>
    string Name { get; }

    /// <summary>Sends a message, visible at once or after <paramref name="delay"/>.</summary>
    Task SendAsync(string body, TimeSpan? delay = null, CancellationToken cancellationToken = default);

    /// <summary>Takes up to <paramref name="maximum"/> messages (1–32); each reappears after <paramref name="visibility"/> unless deleted or extended.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int maximum, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Makes a taken message reappear after <paramref name="visibility"/> from now. Use the result from then on.</summary>
    /// <returns>Null when the message is no longer ours.</returns>
    Task<ReceivedMessage?> ExtendAsync(ReceivedMessage message, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Completes a taken message.</summary>
    /// <returns>False when it is no longer ours: another delivery has it.</returns>
    Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken = default);

    /// <summary>About how many messages it holds, visible or not.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns when this process sends to the queue, or after <paramref name="longest"/>.</summary>
    Task WaitForArrivalAsync(TimeSpan longest, CancellationToken cancellationToken = default);
}

/// <summary>The queues by name.</summary>
public interface IMessageQueues
{
    /// <summary>The queue of that name; it exists from its first use.</summary>
    IMessageQueue this[string name] { get; }
}

/// <summary>A message taken from a queue.</summary>
/// <param name="Id">The broker's identifier.</param>
/// <param name="Body">JSON, as sent.</param>
/// <param name="DeliveryCount">1 at its first delivery.</param>
/// <param name="Receipt">Proves to the broker that this delivery is the current one.</param>
public sealed record ReceivedMessage(string Id, string Body, int DeliveryCount, string Receipt);
