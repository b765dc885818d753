using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Photographs;

/// <summary>Masks a stripped JPEG file in the coefficient domain, as frames are, and proves it; what is not hidden keeps its coefficients.</summary>
public static class PhotographMasking
{
    /// <summary>Bytes before the first segment that may follow: SOI.</summary>
    private const int Start = 2;

    /// <summary>The file with those rectangles black; a progressive one becomes sequential.</summary>
    /// <param name="judged">A decoded picture.</param>
    /// <param name="hidden">In pixels of the stored picture, whatever its orientation.</param>
    /// <exception cref="ImageFormatException">It cannot be masked, or the mask could not be proven.</exception>
    public static StrippedPhotograph Mask(JudgedPhotograph judged, IEnumerable<PixelRectangle> hidden)
    {
        StrippedPhotograph stripped = judged.Stripped;
        if (judged.Picture is not { } picture) throw new ImageFormatException(PixelReasons.UnsupportedOperation, "masking a picture file that is not decoded");
        ReadOnlySpan<byte> coded = ProgressiveTranscoder.ToSequential(stripped.Bytes);
        JpegStructure structure = JpegStructure.Parse(coded);
        PixelDescription description = PixelDescription.EightBit(picture.Height, picture.Width, PhotometricInterpretation.YbrFull422);
        FrameMask mask = FrameMask.Hide(picture.Width, picture.Height, hidden);
        ArrayBufferWriter<byte> masked = new(coded.Length);
        new JpegMasking(description, mask).Mask(coded, masked, readAll: true);
        new MaskProof(description, PixelEncoding.JpegBaseline, mask, palette: null).Require(masked.WrittenSpan, decoded: true);
        ReadOnlySpan<byte> bytes = masked.WrittenSpan;
        int first = Start + (structure.HasJfif ? JfifLength(bytes) : 0);
        return stripped with { Bytes = [.. bytes[..first], .. JpegStripping.OrientationSegment(stripped.Orientation), .. bytes[first..]] };
    }

    /// <summary>JFIF stands first where there is one (T.871); the orientation follows it.</summary>
    private static int JfifLength(ReadOnlySpan<byte> bytes)
        => bytes[Start] == 0xFF && bytes[Start + 1] == JpegMarker.App0 ? 2 + ((bytes[Start + 2] << 8) | bytes[Start + 3]) : 0;
}
