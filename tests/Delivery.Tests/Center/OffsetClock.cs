namespace Pipeline.Outlets.Tests;

/// <summary>The real time, moved by an offset that a test sets.</summary>
public sealed class OffsetClock : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => Storage.SystemClock.GetUtcNow() + Offset;
}
