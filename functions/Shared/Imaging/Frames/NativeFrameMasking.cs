using Pipeline.Imaging.Native;

namespace Pipeline.Imaging;

/// <summary>Native frames: a copy, masked in place.</summary>
internal sealed class NativeFrameMasking(PixelDescription description, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly NativeMasking _masking = new(description, mask, palette);
    private readonly byte[] _frame = new byte[description.NativeFrameLength];

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame, bool thorough)
    {
        frame.CopyTo(_frame);
        _masking.Mask(_frame);
        return _frame;
    }
}
