using Microsoft.Extensions.Logging;

namespace Pipeline.Cloud;

/// <summary>How a queue is pumped. The defaults are those of one machine.</summary>
public sealed record QueuePumpOptions
{
    /// <summary>Messages handled at the same time, 1–32.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>A failed message goes to <c>{queue}-poison</c> after so many deliveries.</summary>
    public int MaximumDeliveries { get; init; } = 5;

    /// <summary>How long a taken message stays hidden; extended at half of it while the handler works.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A message that failed for the n-th time reappears after this times 2^(n-1).</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause between two looks into an empty queue that only other processes fill.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>How a delivery ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>Handled, outputs sent, message deleted.</summary>
    Completed,

    /// <summary>Failed; it will come again.</summary>
    Failed,

    /// <summary>Failed for the last time; it lies in the poison queue.</summary>
    Poisoned,
}

/// <summary>
/// Plays the Functions host for one queue function: takes messages, posts them to the app, sends the outputs, and only
/// then deletes. At least once: a kill anywhere brings the message back.
/// </summary>
public sealed class QueuePump(
    FunctionDeclaration function,
    FunctionInvoker invoker,
    IMessageQueues queues,
    QueuePumpOptions options,
    TimeProvider clock,
    ILogger logger)
{
    private readonly IMessageQueue queue = queues[function.Trigger.QueueName ?? throw new ArgumentException($"{function.Name} has no queue.", nameof(function))];
    private int inFlight;

    /// <summary>Messages being handled now.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Told after each delivery.</summary>
    public Action<FunctionDeclaration, DeliveryOutcome>? Delivered { get; init; }

    /// <summary>The name of the queue that takes what failed <see cref="QueuePumpOptions.MaximumDeliveries"/> times.</summary>
    public static string PoisonQueueOf(string queue) => queue + "-poison";

    /// <summary>Pumps until cancelled; then returns once the deliveries under way are cut.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(options.Concurrency);
        var deliveries = new HashSet<Task>();
        try
        {
            while (true)
            {
                deliveries.RemoveWhere(d => d.IsCompleted);
                await slots.WaitAsync(cancellationToken);
                slots.Release();
                IReadOnlyList<ReceivedMessage> messages = await ReceiveAsync(slots.CurrentCount, cancellationToken);
                foreach (ReceivedMessage message in messages)
                {
                    await slots.WaitAsync(cancellationToken);
                    deliveries.Add(DeliverAsync(message, slots, cancellationToken));
                }

                if (messages.Count == 0)
                {
                    await queue.WaitForArrivalAsync(options.Idle, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(deliveries);
        }
    }

    private async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int maximum, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.ReceiveAsync(maximum, options.Visibility, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogSafely(LogLevel.Warning, $"{queue.Name} could not be read", e);
            return [];
        }
    }

    private async Task DeliverAsync(ReceivedMessage message, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref inFlight);
        try
        {
            DeliveryOutcome outcome = await HandleAsync(message, cancellationToken);
            Delivered?.Invoke(function, outcome);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // cut: the message reappears by itself
        }
        catch (Exception e)
        {
            logger.LogSafely(LogLevel.Warning, $"{function.Name}: a delivery was cut", e);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
            slots.Release();
        }
    }

    private async Task<DeliveryOutcome> HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        if (message.DeliveryCount > options.MaximumDeliveries)
        {
            return await PoisonAsync(message, cancellationToken); // the process died in each of its deliveries
        }

        using var handled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ReceivedMessage> keeping = KeepAsync(message, handled.Token);
        bool succeeded = await TryInvokeAsync(message, cancellationToken);
        await handled.CancelAsync();
        ReceivedMessage current = await keeping;
        if (succeeded)
        {
            await queue.DeleteAsync(current, cancellationToken);
            return DeliveryOutcome.Completed;
        }

        if (message.DeliveryCount >= options.MaximumDeliveries)
        {
            return await PoisonAsync(current, cancellationToken);
        }

        await queue.ExtendAsync(current, options.Backoff * Math.Pow(2, message.DeliveryCount - 1), cancellationToken);
        return DeliveryOutcome.Failed;
    }

    private async Task<bool> TryInvokeAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await invoker.DeliverAsync(function, message, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogSafely(LogLevel.Warning, $"{function.Name} could not be invoked", e);
            return false;
        }
    }

    /// <summary>Keeps the message hidden until cancelled; returns its latest receipt.</summary>
    private async Task<ReceivedMessage> KeepAsync(ReceivedMessage message, CancellationToken handled)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Visibility / 2, clock, handled);
                if (await queue.ExtendAsync(message, options.Visibility, CancellationToken.None) is not { } extended)
                {
                    return message;
                }

                message = extended;
            }
        }
        catch (OperationCanceledException)
        {
            return message;
        }
    }

    private async Task<DeliveryOutcome> PoisonAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        await queues[PoisonQueueOf(queue.Name)].SendAsync(message.Body, cancellationToken: cancellationToken);
        await queue.DeleteAsync(message, cancellationToken);
        logger.LogError("{Function}: a message was given up after {Deliveries} deliveries", function.Name, options.MaximumDeliveries);
        return DeliveryOutcome.Poisoned;
    }
}
