namespace Pipeline.Interleaving.Tests;

/// <summary>
/// Lets the runs in flight go one at a time, changing over at their points as the seed says. SQLite has one writer: who waits
/// for it is passed over until it is free, so that nobody waits inside SQLite for someone who waits for a turn.
/// </summary>
/// <param name="random">Decides; the same seed gives the same changes.</param>
/// <param name="switching">Chance of a change at a point, 0 to 1.</param>
/// <param name="oneWriter">The database has one writer.</param>
internal sealed class Turns(Random random, double switching, bool oneWriter)
{
    private readonly List<Run> live = [];
    private Run? writer;

    /// <summary>Runs all to their ends.</summary>
    public async Task RunAsync(params IReadOnlyList<(Run Run, Func<Task> Work)> works)
    {
        foreach ((Run run, _) in works)
        {
            run.Turns = this;
            live.Add(run);
        }

        Task[] tasks = [.. works.Select(w => Task.Run(() => w.Run.DoAsync(w.Work)))];
        live[0].Turn.SetResult();
        await Task.WhenAll(tasks);
    }

    public ValueTask PauseAsync(Run run)
    {
        if (live.Count < 2 || random.NextDouble() >= switching)
        {
            return ValueTask.CompletedTask;
        }

        Run next = NextOf(live.FindAll(r => !r.IsBlocked));
        return next == run ? ValueTask.CompletedTask : new ValueTask(GiveAsync(run, next));
    }

    /// <summary>Waits until nobody else writes to the database.</summary>
    public async ValueTask BecomeWriterAsync(Run run)
    {
        while (oneWriter && writer is not null && writer != run)
        {
            run.IsBlocked = true;
            await GiveAsync(run, NextOf(live.FindAll(r => !r.IsBlocked)));
        }

        writer = run;
    }

    public void EndWriting(Run run)
    {
        if (writer == run)
        {
            writer = null;
            live.ForEach(r => r.IsBlocked = false);
        }
    }

    public void End(Run run)
    {
        EndWriting(run);
        live.Remove(run);
        if (live.Count > 0)
        {
            NextOf(live.FindAll(r => !r.IsBlocked)).Turn.SetResult();
        }
    }

    private static async Task GiveAsync(Run from, Run to)
    {
        from.Turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        to.Turn.SetResult();
        await from.Turn.Task;
    }

    private Run NextOf(List<Run> runnable)
        => runnable.Count > 0 ? runnable[random.Next(runnable.Count)] : throw new InvalidOperationException("Every run waits for another: a deadlock.");
}
