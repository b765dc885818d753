using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging;

/// <summary>
/// Makes an object's previews while its masked frames are written: hand <see cref="Add"/> to
/// <see cref="MaskedPixelData.Write"/>. Holds finished JPEGs only.
/// </summary>
public sealed class FramePreviews
{
    /// <summary>Longest side of the thumbnail, pixels.</summary>
    public const int ThumbnailSide = 320;

    /// <summary>Longest side of a frame of the sequence where nothing else is said, pixels.</summary>
    public const int SequenceSide = 640;

    private static readonly JpegEncoding Coding = new(Quality: 80, Chroma: ChromaSampling.Half);

    private readonly PixelDescription _description;
    private readonly PixelEncoding _encoding;
    private readonly DisplaySettings _settings;
    private readonly FrameMask _mask;
    private readonly int _side;
    private readonly HashSet<int> _wanted = [];
    private readonly List<PreviewFrame> _sequence = [];

    /// <param name="frames">Whose frames are written.</param>
    /// <param name="settings">Window and palette.</param>
    /// <param name="mask">The mask in force.</param>
    /// <param name="sequenceFrames">How many evenly spaced frames the sequence has at most.</param>
    /// <param name="sequenceSide">Longest side of its frames, pixels.</param>
    public FramePreviews(FrameReader frames, DisplaySettings settings, FrameMask mask, int sequenceFrames = 8, int sequenceSide = SequenceSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceFrames, 1);
        if (!frames.Capability.Preview)
            throw new ImageFormatException(PixelReasons.UnsupportedOperation, "previews are not supported in this transfer syntax");
        (_description, _encoding, _settings, _mask, _side) = (frames.Masked.Description, frames.Masked.Capability.Encoding, settings, mask, sequenceSide);
        int count = Math.Min(sequenceFrames, _description.NumberOfFrames);
        for (int i = 0; i < count; i++) _wanted.Add((int)(((2L * i) + 1) * _description.NumberOfFrames / (2L * count)));
    }

    /// <summary>The middle frame as JPEG, longest side <see cref="ThumbnailSide"/>; null before it was added.</summary>
    public byte[]? Thumbnail { get; private set; }

    /// <summary>Evenly spaced frames so far, in order.</summary>
    public IReadOnlyList<PreviewFrame> Sequence => _sequence;

    /// <summary>Looks at a masked frame; keeps those it wants.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="coded">As it lies in the masked object.</param>
    /// <exception cref="ImageFormatException">The frame cannot be decoded.</exception>
    public void Add(int index, ReadOnlyMemory<byte> coded)
    {
        bool middle = index == _description.NumberOfFrames / 2;
        if (!middle && !_wanted.Contains(index)) return;
        DisplayImage image = FrameDecoder.Decode(coded.Span, _description, _encoding, _settings, _mask);
        if (middle) Thumbnail = Encode(image, ThumbnailSide);
        if (_wanted.Contains(index)) _sequence.Add(new PreviewFrame(index, Encode(image, _side)));
    }

    /// <summary>A picture as a preview: JPEG, its longest side no longer than said.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="longestSide">Pixels.</param>
    public static byte[] Encode(DisplayImage image, int longestSide) => JpegEncoder.Encode(Reduce(image, longestSide), Coding);

    /// <summary>Makes a picture smaller, each pixel the mean of those it covers; never larger.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="longestSide">Pixels.</param>
    public static DisplayImage Reduce(DisplayImage image, int longestSide)
    {
        int longest = Math.Max(image.Width, image.Height);
        if (longest <= longestSide) return image;
        DisplayImage reduced = new(
            Math.Max(1, (int)((long)image.Width * longestSide / longest)), Math.Max(1, (int)((long)image.Height * longestSide / longest)), image.Channels);
        for (int y = 0; y < reduced.Height; y++)
        {
            (int top, int bottom) = Cover(y, image.Height, reduced.Height);
            for (int x = 0; x < reduced.Width; x++)
            {
                (int left, int right) = Cover(x, image.Width, reduced.Width);
                for (int channel = 0; channel < image.Channels; channel++)
                {
                    long sum = 0;
                    for (int sy = top; sy < bottom; sy++)
                        for (int sx = left; sx < right; sx++) sum += image.Samples[(((sy * image.Width) + sx) * image.Channels) + channel];
                    reduced[x, y][channel] = (byte)(sum / ((bottom - top) * (right - left)));
                }
            }
        }

        return reduced;
    }

    private static (int From, int To) Cover(int index, int from, int to)
        => ((int)((long)index * from / to), Math.Max((int)((long)(index + 1) * from / to), (int)((long)index * from / to) + 1));
}
