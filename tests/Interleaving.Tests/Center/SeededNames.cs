using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>Names that count up, so that a schedule is the same every time; identifiers sort by time as the real ones do.</summary>
internal sealed class SeededNames(TimeProvider clock) : IRandomNames
{
    private int count;

    public int Count
    {
        get => count;
        set => count = value;
    }

    public Guid NewId()
    {
        long milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return new Guid(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:x12}70008000{Interlocked.Increment(ref count):x12}"));
    }

    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref count):x32}");
}
