using Pipeline.Dicom;
using Pipeline.Imaging;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>The masked frames of one object, made as the file is written; each is proven before it is handed on.</summary>
internal sealed class MaskedFrames(PixelPlan plan, StreamedValue value, string transferSyntaxUid, DisplaySettings display, bool wantsPreviews, bool wantsOcr)
{
    private readonly FrameReader _frames = Open(plan, value, transferSyntaxUid);

    /// <summary>Thumbnail and some frames; null where none were asked for.</summary>
    public FramePreviews? Previews { get; private set; }

    /// <summary>The transfer syntax they are written in.</summary>
    public TransferSyntax Syntax => TransferSyntax.Find(_frames.Masked.Capability.TransferSyntaxUid)!;

    /// <summary>Frames to be read by OCR; null where nobody reads.</summary>
    public OcrSample? Sample { get; private set; }

    /// <summary>How many frames were masked so far.</summary>
    public int Count { get; private set; }

    public PixelContent Content()
    {
        if (wantsPreviews && _frames.Capability.Preview) Previews = new FramePreviews(_frames, display with { Palette = plan.Palette }, plan.Mask!);
        if (wantsOcr && _frames.Masked.Capability.Decode) Sample = new OcrSample(_frames.Masked, display with { Palette = plan.Palette }, plan.Mask!);
        return _frames.Masked.Capability.IsEncapsulated
            ? PixelContent.Encapsulated(Frames())
            : PixelContent.Native(Frames(), _frames.Description.NativeFrameLength * _frames.Description.NumberOfFrames, _frames.Description.BitsAllocated > 8 ? Vr.OW : Vr.OB);
    }

    private static FrameReader Open(PixelPlan plan, StreamedValue value, string transferSyntaxUid)
    {
        FrameReader all = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), plan.Description, transferSyntaxUid);
        return plan.Kept is { } kept ? all.Only(kept.First, kept.Count) : all;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        await foreach (ReadOnlyMemory<byte> masked in new MaskedFrameSequence(_frames, plan.Mask!, plan.Palette).ReadAsync())
        {
            Previews?.Add(Count, masked);
            Sample?.Add(Count, masked.Span);
            Count++;
            yield return masked;
        }
    }
}
