namespace Pipeline.Registry;

/// <summary>Places of the chain that were passed over, as ranges: a whole blob may be missing.</summary>
internal sealed class IndexGaps
{
    private readonly List<(long First, long Last)> ranges = [];

    /// <summary>What is still missing, in order.</summary>
    public IReadOnlyList<(long First, long Last)> Ranges => ranges;

    public void Add(long first, long last) => ranges.Add((first, last));

    /// <summary>Takes out a place that turned up after all; false: it was not missing.</summary>
    public bool Remove(long index)
    {
        int at = ranges.FindIndex(range => range.First <= index && index <= range.Last);
        if (at < 0)
        {
            return false;
        }

        (long first, long last) = ranges[at];
        ranges.RemoveAt(at);
        if (index < last)
        {
            ranges.Insert(at, (index + 1, last));
        }

        if (first < index)
        {
            ranges.Insert(at, (first, index - 1));
        }

        return true;
    }
}
