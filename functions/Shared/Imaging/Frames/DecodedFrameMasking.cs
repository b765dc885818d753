using System.Buffers;
using Pipeline.Imaging.JpegLs;
using Pipeline.Imaging.Native;

namespace Pipeline.Imaging;

/// <summary>Frames that cannot be masked as they are coded: decoded, masked, and coded as JPEG-LS Lossless.</summary>
internal sealed class DecodedFrameMasking(FrameReader frames, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly PixelDescription _form = frames.Masked.Description;
    private readonly NativeMasking _masking = new(frames.Masked.Description, mask, palette);
    private readonly ArrayBufferWriter<byte> _output = new();

    public ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough)
    {
        byte[] samples = FrameDecoder.DecodeSamples(frame.Span, frames.Description, frames.Capability.Encoding);
        _masking.Mask(samples);
        _output.ResetWrittenCount();
        JpegLsEncoder.Encode(samples, _form, _output);
        return _output.WrittenMemory;
    }
}
