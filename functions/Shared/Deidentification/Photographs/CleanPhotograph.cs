using System.Security.Cryptography;
using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;

namespace Pipeline.Deidentification;

/// <summary>A picture file as it may be released.</summary>
/// <param name="Bytes">The file: stripped, and masked where a reviewer said what to hide.</param>
/// <param name="Picture">What it shows; null where it is not decoded.</param>
public sealed record CleanPhotograph(byte[] Bytes, DisplayImage? Picture)
{
    /// <summary>Makes it of the file that was judged.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="finding">What was found out when it was judged.</param>
    /// <param name="hidden">What to hide; none: nothing.</param>
    /// <exception cref="ImageFormatException">It is not the file that was judged, or it cannot be masked.</exception>
    public static CleanPhotograph Of(ReadOnlyMemory<byte> file, PhotographFinding finding, IReadOnlyList<PixelRectangle> hidden)
    {
        JudgedPhotograph judged = JudgedPhotograph.Of(file);
        if (!SHA256.HashData(judged.Stripped.Bytes).AsSpan().SequenceEqual(finding.Hash))
            throw new ImageFormatException(PhotographReasons.Corrupt, "the file changed while it was looked at");
        if (hidden.Count == 0) return new CleanPhotograph(judged.Stripped.Bytes, judged.Picture);
        byte[] masked = PhotographMasking.Mask(judged, hidden).Bytes;
        return new CleanPhotograph(masked, JudgedPhotograph.Of(masked).Picture);
    }
}
