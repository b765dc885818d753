namespace Pipeline.Interleaving.Tests;

/// <summary>
/// One invocation in flight, as a process of its own: it passes a point before and after each of its effects, where it may be
/// killed or another run may take over.
/// </summary>
internal sealed class Run(string name, int? killAt)
{
    private static readonly AsyncLocal<Run?> Ambient = new();

    /// <summary>The run that the calling code is part of; none: the test itself.</summary>
    public static Run? Current => Ambient.Value;

    /// <summary>What runs, e.g. a queue's name.</summary>
    public string Name => name;

    /// <summary>Points passed so far.</summary>
    public int Points { get; private set; }

    /// <summary>It was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>It has changed the storage: staging is behind it.</summary>
    public bool HasWritten { get; set; }

    /// <summary>It has committed something.</summary>
    public bool HasCommitted { get; set; }

    /// <summary>Why it ended; none: it succeeded.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>It waits for the database's writer.</summary>
    public bool IsBlocked { get; set; }

    public Turns Turns { get; set; } = null!;

    public TaskCompletionSource Turn { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes a point: dies there if that is its fate, or waits for its next turn.</summary>
    public async ValueTask PassAsync()
    {
        ThrowIfDead();
        if (Points++ == killAt)
        {
            IsDead = true;
            throw new KilledException();
        }

        await Turns.PauseAsync(this);
    }

    public void ThrowIfDead()
    {
        if (IsDead)
        {
            throw new KilledException();
        }
    }

    /// <summary>Does the work as this run; failures end in <see cref="Failure"/>.</summary>
    public async Task DoAsync(Func<Task> work)
    {
        Ambient.Value = this;
        await Turn.Task;
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Failure = e;
        }

        Turns.End(this);
    }
}
