namespace Pipeline.Dicom;

/// <summary>An element of a data set: where it lies in the held bytes of its file, or what replaced it.</summary>
internal struct ElementEntry
{
    public Tag Tag;
    public Vr Vr;

    /// <summary>The length was undefined as read: a sequence, or encapsulated fragments.</summary>
    public bool IsUndefinedLength;

    /// <summary>The value is read after the held bytes; <see cref="ValueLength"/> says nothing.</summary>
    public bool IsStreamed;

    /// <summary>Where the element's header begins in the held bytes; -1 when the element did not come from a file.</summary>
    public int HeaderOffset;
    public int ValueOffset;
    public int ValueLength;

    /// <summary>The end of the element with its delimiters.</summary>
    public int RawEnd;

    /// <summary>A <see cref="Sequence"/>, or the value's bytes where they were set in code.</summary>
    public object? Content;
}
