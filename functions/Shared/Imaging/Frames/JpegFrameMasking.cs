using System.Buffers;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging;

/// <summary>JPEG frames, in the coefficient domain; progressive ones become sequential.</summary>
internal sealed class JpegFrameMasking(PixelDescription description, FrameMask mask) : IFrameMasking
{
    private readonly JpegMasking _masking = new(description, mask);
    private readonly ArrayBufferWriter<byte> _output = new();

    public ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough)
    {
        _output.ResetWrittenCount();
        _masking.Mask(ProgressiveTranscoder.ToSequential(frame.Span), _output, readAll: thorough);
        return _output.WrittenMemory;
    }
}
