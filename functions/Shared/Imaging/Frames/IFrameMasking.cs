using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Native;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging;

/// <summary>Masks coded frames, one after the other.</summary>
internal interface IFrameMasking
{
    /// <summary>The masked frame, valid until the next call.</summary>
    ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame);
}

/// <summary>Native frames: a copy, masked in place.</summary>
internal sealed class NativeFrameMasking(PixelDescription description, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly NativeMasking _masking = new(description, mask, palette);
    private readonly byte[] _frame = new byte[description.NativeFrameLength];

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame)
    {
        frame.CopyTo(_frame);
        _masking.Mask(_frame);
        return _frame;
    }
}

/// <summary>JPEG frames, in the coefficient domain.</summary>
internal sealed class JpegFrameMasking(PixelDescription description, FrameMask mask) : IFrameMasking
{
    private readonly JpegMasking _masking = new(description, mask);
    private readonly ArrayBufferWriter<byte> _output = new();

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame)
    {
        _output.ResetWrittenCount();
        _masking.Mask(frame.Span, _output);
        return _output.WrittenMemory;
    }
}

/// <summary>RLE frames: decoded, masked, coded again; RLE being lossless, nothing else changes.</summary>
internal sealed class RleFrameMasking(PixelDescription description, FrameMask mask, PaletteColor? palette) : IFrameMasking
{
    private readonly NativeMasking _masking = new(RleCodec.NativeForm(description), mask, palette);
    private readonly ArrayBufferWriter<byte> _output = new();

    public ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame)
    {
        byte[] samples = RleCodec.Decode(frame.Span, description);
        _masking.Mask(samples);
        _output.ResetWrittenCount();
        RleCodec.Encode(samples, description, _output);
        return _output.WrittenMemory;
    }
}
