using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>Keeps the frames of an object that are to be read: the first, the last, and two between.</summary>
internal sealed class OcrSample(MaskedForm form, DisplaySettings display, FrameMask mask)
{
    private readonly HashSet<int> _wanted = [0, form.Description.NumberOfFrames / 3, form.Description.NumberOfFrames * 2 / 3, form.Description.NumberOfFrames - 1];
    private readonly List<DisplayImage> _images = [];

    public IReadOnlyList<DisplayImage> Images => _images;

    /// <summary>Looks at a masked frame.</summary>
    public void Add(int index, ReadOnlySpan<byte> coded)
    {
        if (_wanted.Contains(index)) _images.Add(FrameDecoder.Decode(coded, form.Description, form.Capability.Encoding, display, mask));
    }
}
