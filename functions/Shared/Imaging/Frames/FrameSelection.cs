namespace Pipeline.Imaging;

/// <summary>Some of an object's frames, one after the other; the others are read, so that nothing unexplained follows, and left out.</summary>
internal sealed class FrameSelection(FrameReader frames, PixelLimits limits, int first, int count)
    : FrameReader(frames.Description with { NumberOfFrames = count }, frames.Capability, limits)
{
    private int _next;

    public override bool TryReadFrame(out ReadOnlyMemory<byte> frame)
    {
        while (frames.TryReadFrame(out frame))
        {
            int index = _next++;
            if (index >= first && index < first + count) return true;
        }

        return false;
    }
}
