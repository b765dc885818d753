using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>A slice with its share of the face taken out, made as the file is written.</summary>
internal sealed class FacelessFrames(PixelPlan plan, StreamedValue value, string transferSyntaxUid, DisplaySettings display, bool wantsPreviews)
{
    private readonly FrameReader _frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), plan.Description, transferSyntaxUid);

    /// <summary>Thumbnail and frame; null where none were asked for.</summary>
    public FramePreviews? Previews { get; private set; }

    /// <summary>The transfer syntax they are written in.</summary>
    public TransferSyntax Syntax => TransferSyntax.Find(_frames.Masked.Capability.TransferSyntaxUid)!;

    public PixelContent Content()
    {
        if (wantsPreviews && _frames.Capability.Preview) Previews = new FramePreviews(_frames, display, plan.Mask!);
        return _frames.Masked.Capability.IsEncapsulated ? PixelContent.Encapsulated(Frames()) : PixelContent.Native(Frames(), _frames.Description.NativeFrameLength);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        await ValueTask.CompletedTask;
        var faceless = new FaceFrames(_frames, plan.Face!.Value.Plan, plan.Face.Value.Slice);
        for (int index = 0; faceless.TryRead(out ReadOnlyMemory<byte> coded); index++)
        {
            Previews?.Add(index, coded);
            yield return coded;
        }
    }
}
