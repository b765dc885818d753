using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.Photographs;

/// <summary>A picture file of an endoscopy, stripped, and what its picture shows.</summary>
/// <param name="Stripped">The file with nothing in it but the picture; it is this that was looked at.</param>
/// <param name="Scene">What it shows. Only JPEG is decoded: PNG and TIFF are never sure.</param>
/// <param name="IsFieldOfViewAlone">Whether it holds nothing beside or over the endoscope's field of view, as a burned-in name.</param>
/// <param name="Picture">As it is stored, whatever its orientation; null where it is not decoded.</param>
public sealed record JudgedPhotograph(StrippedPhotograph Stripped, Scene Scene, bool IsFieldOfViewAlone, DisplayImage? Picture)
{
    /// <summary>Strips and judges one file.</summary>
    /// <exception cref="ImageFormatException">It cannot be stripped: one of <see cref="PhotographReasons"/>.</exception>
    public static JudgedPhotograph Of(ReadOnlyMemory<byte> file)
    {
        StrippedPhotograph stripped = PhotographStripping.Strip(file);
        return Decode(stripped) is { } picture
            ? new JudgedPhotograph(stripped, SceneJudgement.Judge(picture), FieldOfView.IsAllThatShows(picture), picture)
            : new JudgedPhotograph(stripped, Scene.Unsure, false, null);
    }

    /// <summary>The picture; null where viewers might show something else: no JPEG, damaged, or of colors that the file does not plainly declare.</summary>
    internal static DisplayImage? Decode(StrippedPhotograph stripped)
    {
        if (stripped.Format != PhotographFormat.Jpeg) return null;
        try
        {
            JpegStructure structure = JpegStructure.Parse(ProgressiveTranscoder.ToSequential(stripped.Bytes));
            bool isYbr = structure.AdobeTransform == 1 || (structure.AdobeTransform is null && (structure.HasJfif || structure.Components is [{ Id: 1 }, { Id: 2 }, { Id: 3 }]));
            return isYbr ? JpegDecoder.Decode(stripped.Bytes, PhotometricInterpretation.YbrFull422) : null;
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
