using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.Photographs;

/// <summary>A picture file of an endoscopy, stripped, and what its picture shows.</summary>
/// <param name="Stripped">The file with nothing in it but the picture; it is this that was looked at.</param>
/// <param name="Scene">What it shows. Only JPEG is decoded: PNG and TIFF are never sure.</param>
/// <param name="IsFieldOfViewAlone">Whether it holds nothing beside or over the endoscope's field of view, as a burned-in name.</param>
public sealed record JudgedPhotograph(StrippedPhotograph Stripped, Scene Scene, bool IsFieldOfViewAlone)
{
    /// <summary>Strips and judges one file.</summary>
    /// <exception cref="ImageFormatException">It cannot be stripped: one of <see cref="PhotographReasons"/>, or <see cref="PixelReasons.TooLarge"/>.</exception>
    public static JudgedPhotograph Of(ReadOnlyMemory<byte> file)
    {
        StrippedPhotograph stripped = PhotographStripping.Strip(file);
        if (stripped.Format != PhotographFormat.Jpeg || Decode(stripped.Bytes) is not { } picture) return new JudgedPhotograph(stripped, Scene.Unsure, false);
        return new JudgedPhotograph(stripped, SceneJudgement.Judge(picture), FieldOfView.IsAllThatShows(picture));
    }

    /// <summary>Null where viewers might show something else: damaged, or of colors that the file does not plainly declare.</summary>
    private static DisplayImage? Decode(byte[] jpeg)
    {
        try
        {
            JpegStructure structure = JpegStructure.Parse(ProgressiveTranscoder.ToSequential(jpeg));
            bool isYbr = structure.AdobeTransform == 1 || (structure.AdobeTransform is null && (structure.HasJfif || structure.Components is [{ Id: 1 }, { Id: 2 }, { Id: 3 }]));
            return isYbr ? JpegDecoder.Decode(jpeg, PhotometricInterpretation.YbrFull422) : null;
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }
}
