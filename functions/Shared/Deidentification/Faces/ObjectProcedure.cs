using System.Collections.Frozen;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>Which frames of an endoscopic or photographic object are of the procedure.</summary>
/// <param name="Description">Of the object whose frames were looked at.</param>
/// <param name="Frames">The finding.</param>
internal sealed record ObjectProcedure(PixelDescription Description, ProcedureFrames Frames)
{
    /// <summary>Modalities whose frames are pictures of what stood before a lens.</summary>
    private static readonly FrozenSet<string> Modalities = new[] { "ES", "XC" }.ToFrozenSet();

    /// <summary>VL endoscopic and photographic images and video.</summary>
    public static FrozenSet<string> SopClasses { get; } = new[]
    {
        "1.2.840.10008.5.1.4.1.1.77.1.1", "1.2.840.10008.5.1.4.1.1.77.1.1.1", "1.2.840.10008.5.1.4.1.1.77.1.4", "1.2.840.10008.5.1.4.1.1.77.1.4.1",
    }.ToFrozenSet();

    /// <summary>Whether a frame of the object may show a room, or a face in it.</summary>
    public static bool MayShowRoom(ImageFacts facts) => Modalities.Contains(facts.Modality) || SopClasses.Contains(facts.SopClass);

    /// <summary>Looks at every frame, one at a time; what cannot be decoded is for a person.</summary>
    /// <exception cref="DicomFormatException">The file breaks off.</exception>
    public static ObjectProcedure Find(ImageFacts facts, StreamedValue value, CancellationToken cancellationToken)
    {
        PixelDescription description = facts.Describe();
        try
        {
            if (facts.Syntax.IsBigEndian) throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "big-endian frames are not looked at");
            FrameReader frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), description, facts.Syntax.Uid.Value);
            var settings = new DisplaySettings(Palette: facts.Palette());
            List<Scene> scenes = [];
            while (frames.TryReadFrame(out ReadOnlyMemory<byte> frame))
            {
                cancellationToken.ThrowIfCancellationRequested();
                scenes.Add(SceneJudgement.Judge(FrameDecoder.Decode(frame.Span, description, frames.Capability.Encoding, settings)));
            }

            return new ObjectProcedure(description, ProcedureFrames.Find(scenes));
        }
        catch (ImageFormatException exception)
        {
            return Undecided(description, $"a frame that cannot be looked at ({exception.Reason})");
        }
    }

    /// <summary>A person must look.</summary>
    public static ObjectProcedure Undecided(PixelDescription description, string why) => new(description, new ProcedureFrames(0, 0, why));
}
