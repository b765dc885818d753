namespace Pipeline.Dicom;

/// <summary>What one file may cost. Exceeding any is a <see cref="DicomFormatException"/> with a <c>dicom.limit.*</c> reason.</summary>
public sealed record DicomLimits
{
    private const int DeepestAllowed = 500;

    /// <summary>The defaults: 64 levels, 1 million elements, 8 MiB values, 64 MiB of header, 512 MiB frames.</summary>
    public static DicomLimits Default { get; } = new();

    /// <summary>Sequences within sequences, at most 500: writing and walking go that deep on the stack.</summary>
    public int MaxDepth
    {
        get;
        init => field = value is >= 0 and <= DeepestAllowed ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 64;

    /// <summary>Elements and items of the whole file.</summary>
    public int MaxElements { get; init; } = 1_000_000;

    /// <summary>Bytes of one value kept in memory. A longer one at the top level is streamed; a longer nested one is refused.</summary>
    public int MaxHeldValueLength { get; init; } = 8 << 20;

    /// <summary>Bytes of everything kept in memory: the whole file without streamed values.</summary>
    public int MaxHeaderBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one frame, where frames are read whole.</summary>
    public int MaxFrameBytes { get; init; } = 512 << 20;

    /// <summary>Fragments of encapsulated pixel data.</summary>
    public int MaxFragments { get; init; } = 1_000_000;
}
