namespace Pipeline.Interleaving.Tests;

/// <summary>Time that moves only when the schedule says so.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
