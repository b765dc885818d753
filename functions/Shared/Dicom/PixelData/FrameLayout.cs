namespace Pipeline.Dicom;

/// <summary>
/// The attributes that tell frames apart, as they stood when pixel data was reached: edits made since do not count.
/// An unreadable one is thrown where it is asked for, so that a file whose frames nobody reads still passes.
/// </summary>
internal sealed class FrameLayout
{
    private readonly DicomFormatException? _unreadable;

    private FrameLayout(DicomFormatException? unreadable) => _unreadable = unreadable;

    /// <summary>Number of Frames (0028,0008), at least 1.</summary>
    public long Frames { get => Readable(field); private init; } = 1;

    /// <summary>Bits of one native frame; 0 where attributes are missing.</summary>
    public long FrameBits { get => Readable(field); private init; }

    /// <summary>The Extended Offset Table (7FE0,0001); empty where there is none.</summary>
    public IReadOnlyList<long> ExtendedOffsets { get; private init; } = [];

    public static FrameLayout Of(DataSet image)
    {
        try
        {
            return new FrameLayout(null)
            {
                Frames = Math.Max(1, image.GetInt(Tags.NumberOfFrames) ?? 1),
                FrameBits = (image.GetInt(Tags.Rows) ?? 0) * (image.GetInt(Tags.Columns) ?? 0)
                    * (image.GetInt(Tags.SamplesPerPixel) ?? 1) * (image.GetInt(Tags.BitsAllocated) ?? 0),
                ExtendedOffsets = image.GetInts(Tags.ExtendedOffsetTable),
            };
        }
        catch (DicomFormatException exception)
        {
            return new FrameLayout(exception);
        }
    }

    private long Readable(long value) => _unreadable is null ? value : throw _unreadable;
}
