using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pipeline.Cloud.Tests;

public sealed record ReleaseReview(string Case, int Attempt = 0);

/// <summary>What the functions below saw and shall do.</summary>
public sealed class Stage
{
    public ConcurrentQueue<object> Seen { get; } = new();

    public Func<object, CancellationToken, Task> Act { get; init; } = (_, _) => Task.CompletedTask;

    public Task PlayAsync(object message, CancellationToken cancellationToken)
    {
        Seen.Enqueue(message);
        return Act(message, cancellationToken);
    }
}

public sealed class DecideRelease(Stage stage) : IFunction<ReleaseReview>
{
    public Task HandleAsync(ReleaseReview message, CancellationToken cancellationToken) => stage.PlayAsync(message, cancellationToken);
}

public sealed class SweepReleases(Stage stage) : IFunction<TimerInfo>
{
    public Task HandleAsync(TimerInfo message, CancellationToken cancellationToken) => stage.PlayAsync(message, cancellationToken);
}

public sealed class ReceiveStudy(Stage stage) : IFunction<BlobCreated>
{
    public Task HandleAsync(BlobCreated message, CancellationToken cancellationToken) => stage.PlayAsync(message, cancellationToken);
}

public sealed record Dispatched(IReadOnlyList<ReleaseReview> Reviews, ReleaseReview? Recall);

public sealed class DispatchOutbox(Stage stage) : IFunction<ReleaseReview, Dispatched>
{
    public async Task<Dispatched> HandleAsync(ReleaseReview message, CancellationToken cancellationToken)
    {
        await stage.PlayAsync(message, cancellationToken);
        return new Dispatched([.. Enumerable.Range(1, message.Attempt).Select(n => new ReleaseReview(message.Case, n))], null);
    }
}

public sealed class Scoped(Stage stage, Invocation invocation) : IFunction<ReleaseReview>
{
    public Task HandleAsync(ReleaseReview message, CancellationToken cancellationToken)
    {
        stage.Seen.Enqueue((invocation.Function, invocation.Id, invocation.DeliveryCount, invocation.MessageId, Activity.Current!.TraceId.ToString()));
        return Task.CompletedTask;
    }
}
