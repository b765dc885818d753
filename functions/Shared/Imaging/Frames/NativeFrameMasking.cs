using Pipeline.Imaging.Native;

namespace Pipeline.Imaging;

/// <summary>Native frames, masked in place.</summary>
internal sealed class NativeFrameMasking(PixelDescription description, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly NativeMasking _masking = new(description, mask, palette);

    public ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough)
    {
        _masking.Mask(frame.Span);
        return frame;
    }
}
