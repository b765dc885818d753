using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;
using Pipeline.Imaging.Png;
using Pipeline.Registry;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>What a reviewer is shown of an object: a frame as it is, named data and all.</summary>
/// <param name="Png">The picture.</param>
/// <param name="Index">Which frame it is, from 0.</param>
/// <param name="Proposed">Where text may stand, as far as a machine can tell.</param>
public sealed record ReviewFrame(byte[] Png, int Index, IReadOnlyList<MaskRectangle> Proposed)
{
    /// <summary>Reads the first frame of a Part 10 file.</summary>
    /// <param name="input">The object; left open.</param>
    /// <param name="rules">Rules for sister devices make proposals.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DicomFormatException">The file cannot be read.</exception>
    /// <exception cref="ImageFormatException">The frame cannot be shown.</exception>
    public static async Task<ReviewFrame> ReadAsync(Stream input, DeviceRules rules, CancellationToken cancellationToken = default)
    {
        await using DicomFile file = await DicomFile.OpenAsync(input, leaveOpen: true, cancellation: cancellationToken);
        if (file.Streamed is not { IsPixelData: true } value) throw new ImageFormatException(PixelReasons.InvalidDescription, "no pixel data");
        var facts = new ImageFacts(file.DataSet, file.TransferSyntax);
        FrameReader frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), facts.Describe(), file.TransferSyntax.Uid.Value);
        if (!frames.TryReadFrame(out ReadOnlyMemory<byte> coded)) throw new ImageFormatException(PixelReasons.Truncated, "no frame");
        DisplayImage image = FrameDecoder.Decode(coded.Span, frames.Description, frames.Capability.Encoding, new DisplaySettings(Palette: facts.Palette()));
        return new ReviewFrame(PngEncoder.Encode(image), 0, MaskProposals.For(image, facts, rules));
    }

    /// <summary>Reads a picture file, as it is stored, whatever its orientation.</summary>
    /// <param name="input">The file, of at most <see cref="PhotographStripping.LargestFile"/> bytes; left open.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ImageFormatException">The picture cannot be shown.</exception>
    public static async Task<ReviewFrame> ReadPhotographAsync(Stream input, CancellationToken cancellationToken = default)
    {
        DisplayImage picture = JudgedPhotograph.Of(await PhotographFiles.ReadAsync(input, cancellationToken)).Picture
            ?? throw new ImageFormatException(PhotographReasons.NotDecoded, "a picture file that is not decoded");
        return new ReviewFrame(PngEncoder.Encode(picture), 0, MaskProposals.For(picture));
    }
}
