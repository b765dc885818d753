using System.Buffers;
using Pipeline.Imaging.Native;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging;

/// <summary>RLE frames: decoded, masked, coded again; RLE being lossless, nothing else changes.</summary>
internal sealed class RleFrameMasking(PixelDescription description, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly NativeMasking _masking = new(RleCodec.NativeForm(description), mask, palette);
    private readonly ArrayBufferWriter<byte> _output = new();

    public ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough)
    {
        byte[] samples = RleCodec.Decode(frame.Span, description);
        _masking.Mask(samples);
        _output.ResetWrittenCount();
        RleCodec.Encode(samples, description, _output);
        return _output.WrittenMemory;
    }
}
