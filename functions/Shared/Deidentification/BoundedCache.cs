using System.Collections.Concurrent;

namespace Pipeline.Deidentification;

/// <summary>Keeps what was worked out, up to a number of entries; then it begins anew. Safe on any number of threads.</summary>
internal sealed class BoundedCache<TValue>(int most)
{
    private readonly ConcurrentDictionary<string, TValue> _kept = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What is kept under the key, else what <paramref name="make"/> answers, which is kept.</summary>
    public TValue Get<TArgument>(string key, Func<TArgument, TValue> make, TArgument argument)
    {
        if (_kept.TryGetValue(key, out TValue? kept)) return kept;
        TValue made = make(argument);
        if (Interlocked.Increment(ref _count) > most)
        {
            _kept.Clear();
            Volatile.Write(ref _count, 1);
        }

        _kept.TryAdd(key, made);
        return made;
    }
}
