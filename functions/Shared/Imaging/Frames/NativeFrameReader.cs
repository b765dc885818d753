namespace Pipeline.Imaging;

/// <summary>Frames of equal length, one after the other (PS3.5 8.1).</summary>
internal sealed class NativeFrameReader(Stream value, PixelDescription description, PixelCapability capability, PixelLimits limits)
    : FrameReader(description, capability, limits)
{
    private readonly byte[] _frame = new byte[description.NativeFrameLength];
    private int _read;

    public override bool TryReadFrame(out ReadOnlyMemory<byte> frame)
    {
        frame = _frame;
        if (_read == Description.NumberOfFrames)
        {
            RequireEnd();
            return false;
        }

        if (value.ReadAtLeast(_frame, _frame.Length, throwOnEndOfStream: false) < _frame.Length)
            throw new ImageFormatException(PixelReasons.Truncated, $"pixel data ends in frame {_read + 1} of {Description.NumberOfFrames}");
        _read++;
        return true;
    }

    private void RequireEnd()
    {
        // Odd lengths are padded to even ones; anything more would be pixels that nobody looks at.
        Span<byte> padding = stackalloc byte[2];
        int left = value.ReadAtLeast(padding, 2, throwOnEndOfStream: false);
        bool odd = (Description.NativeFrameLength * Description.NumberOfFrames) % 2 == 1;
        if (left > (odd ? 1 : 0)) throw new ImageFormatException(PixelReasons.TrailingData, "pixel data goes on after the last frame");
    }
}
