using System.Buffers;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Native;
using Pipeline.Imaging.Rle;
using Pipeline.Imaging.Verification;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>The masked frames of one object, made one by one as the file is written; each is proven before it is handed on.</summary>
internal sealed class MaskedFrames(PixelPlan plan, StreamedValue value, string transferSyntaxUid, DisplaySettings display, bool wantsPreviews, bool wantsOcr)
{
    private readonly FrameReader _frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), plan.Description, transferSyntaxUid);
    private readonly FrameMask _mask = plan.Mask!;

    /// <summary>Thumbnail and some frames; null where none were asked for.</summary>
    public FramePreviews? Previews { get; private set; }

    /// <summary>Frames to be read by OCR; null where nobody reads.</summary>
    public OcrSample? Sample { get; private set; }

    /// <summary>How many frames were masked so far.</summary>
    public int Count { get; private set; }

    public PixelContent Content()
    {
        if (wantsPreviews && _frames.Capability.Preview) Previews = new FramePreviews(_frames, display with { Palette = plan.Palette }, _mask);
        if (wantsOcr && _frames.Capability.Decode) Sample = new OcrSample(_frames.Description, _frames.Capability.Encoding, display with { Palette = plan.Palette }, _mask);
        return _frames.Capability.IsEncapsulated
            ? PixelContent.Encapsulated(Frames())
            : PixelContent.Native(Frames(), _frames.Description.NativeFrameLength * _frames.Description.NumberOfFrames, _frames.Description.BitsAllocated > 8 ? Vr.OW : Vr.OB);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        await ValueTask.CompletedTask;
        var proof = new MaskProof(_frames.Description, _frames.Capability.Encoding, _mask, plan.Palette);
        Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> mask = Masking();
        while (_frames.TryReadFrame(out ReadOnlyMemory<byte> frame))
        {
            ReadOnlyMemory<byte> masked = mask(frame);
            proof.Require(masked.Span);
            Previews?.Add(Count, masked);
            Sample?.Add(Count, masked.Span);
            Count++;
            yield return masked;
        }
    }

    private Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Masking()
    {
        PixelDescription description = _frames.Description;
        var output = new ArrayBufferWriter<byte>();
        switch (_frames.Capability.Encoding)
        {
            case PixelEncoding.JpegBaseline:
                var jpeg = new JpegMasking(description, _mask);
                return frame =>
                {
                    output.ResetWrittenCount();
                    jpeg.Mask(frame.Span, output);
                    return output.WrittenMemory;
                };
            case PixelEncoding.Rle:
                var decoded = new NativeMasking(RleCodec.NativeForm(description), _mask, plan.Palette);
                return frame =>
                {
                    byte[] samples = RleCodec.Decode(frame.Span, description);
                    decoded.Mask(samples);
                    output.ResetWrittenCount();
                    RleCodec.Encode(samples, description, output);
                    return output.WrittenMemory;
                };
            default:
                var native = new NativeMasking(description, _mask, plan.Palette);
                byte[] copy = new byte[description.NativeFrameLength];
                return frame =>
                {
                    frame.CopyTo(copy);
                    native.Mask(copy);
                    return copy;
                };
        }
    }
}
