namespace Pipeline.Registry;

/// <summary>Tells this process that outbox rows were committed, so that one machine need not wait for the timer.</summary>
public sealed class OutboxSignal
{
    private TaskCompletionSource raised = NewSource();

    /// <summary>Wakes whoever waits; the next wait is for the next commit.</summary>
    public void Raise() => Interlocked.Exchange(ref raised, NewSource()).TrySetResult();

    /// <summary>Completes at the next commit of outbox rows. Take it before looking for due rows, so that none slips between.</summary>
    public Task NextAsync() => Volatile.Read(ref raised).Task;

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
