namespace Pipeline.Imaging.Jpeg;

/// <summary>The tables seen last: the frames of a cine mostly share theirs, and making one costs more than reading a row of blocks.</summary>
internal sealed class HuffmanTables
{
    private readonly HuffmanTable?[] _recent = new HuffmanTable?[8];
    private int _next;

    /// <summary>The table of these codes, made anew where it is not among the last eight.</summary>
    /// <param name="counts">16 numbers of codes of lengths 1 to 16.</param>
    /// <param name="values">The symbols in order of code.</param>
    /// <exception cref="ImageFormatException">More codes of a length than there is room for, or a symbol twice.</exception>
    public HuffmanTable Of(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        foreach (HuffmanTable? table in _recent)
            if (table is not null && table.Values.SequenceEqual(values) && counts.SequenceEqual(table.Counts)) return table;
        HuffmanTable made = new(counts, values);
        _recent[_next++ % _recent.Length] = made;
        return made;
    }
}
