namespace Pipeline.Dicom;

/// <summary>
/// One element as it stands in its data set. <see cref="Vr"/> is the effective one: the dictionary's where the file has
/// none or UN. Valid until the data set is edited or its file disposed.
/// </summary>
public readonly struct Element
{
    private readonly ElementEntry _entry;

    internal Element(DataSet dataSet, in ElementEntry entry)
    {
        DataSet = dataSet;
        _entry = entry;
    }

    /// <summary>The data set it stands in.</summary>
    public DataSet DataSet { get; }

    /// <summary>The tag.</summary>
    public Tag Tag => _entry.Tag;

    /// <summary>The effective value representation.</summary>
    public Vr Vr => _entry.Vr;

    /// <summary>Pixel data, or a top-level value too long to hold: it has no <see cref="Value"/> here.</summary>
    public bool IsStreamed => _entry.IsStreamed;

    /// <summary>Encapsulated fragments held in memory (an icon's): <see cref="Value"/> has their items as they stand.</summary>
    public bool IsEncapsulated => _entry.IsUndefinedLength && _entry.Content is not Sequence;

    /// <summary>The items of a sequence; null for any other element.</summary>
    public Sequence? Items => _entry.Content as Sequence;

    /// <summary>The value with its padding, numbers in little-endian order; empty for sequences and streamed values.</summary>
    public ReadOnlySpan<byte> Value => DataSet.ValueOf(_entry);

    /// <summary>The value's bytes with padding.</summary>
    public int Length => Value.Length;
}
