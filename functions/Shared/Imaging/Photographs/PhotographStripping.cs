namespace Pipeline.Imaging.Photographs;

/// <summary>
/// Removes everything beside the picture from JPEG, PNG and TIFF files: Exif with its place and thumbnail, XMP, IPTC, comments,
/// color profiles, private fields, further pictures and whatever follows the end. Nothing is coded anew. What is kept is
/// a closed list; a file that holds something else in its image data is refused.
/// </summary>
public static class PhotographStripping
{
    private const int LargestFile = 128 << 20;

    /// <summary>Strips one file.</summary>
    /// <exception cref="ImageFormatException">One of <see cref="PhotographReasons"/>, or <see cref="PixelReasons.TooLarge"/>.</exception>
    public static StrippedPhotograph Strip(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> start = file.Span;
        if (file.Length > LargestFile) throw new ImageFormatException(PixelReasons.TooLarge, $"a picture file of {file.Length} bytes");
        if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return JpegStripping.Strip(file);
        if (start.StartsWith(PngStripping.Signature)) return PngStripping.Strip(start);
        if (start.StartsWith<byte>([(byte)'I', (byte)'I', 42, 0]) || start.StartsWith<byte>([(byte)'M', (byte)'M', 0, 42])) return TiffStripping.Strip(file);
        throw new ImageFormatException(PhotographReasons.Unsupported, "neither JPEG nor PNG nor TIFF");
    }

    internal static ImageFormatException Corrupt(string what) => new(PhotographReasons.Corrupt, what);

    internal static ImageFormatException Hidden(string what) => new(PhotographReasons.HiddenData, what);

    internal static ImageFormatException Unsupported(string what) => new(PhotographReasons.Unsupported, what);
}
