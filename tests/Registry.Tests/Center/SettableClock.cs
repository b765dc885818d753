namespace Pipeline.Registry.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 6, 1, 3, 0, 0, TimeSpan.Zero).UtcTicks;

    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref ticks, value.UtcTicks);
    }

    public DateOnly Today => JapaneseDay.Of(Now);

    public override DateTimeOffset GetUtcNow() => Now;
}
