namespace Pipeline.Imaging.Photographs;

/// <summary>
/// Removes everything beside the picture from JPEG, PNG and TIFF files: Exif with its place and thumbnail, XMP, IPTC, comments,
/// color profiles, private fields, further pictures and whatever follows the end. Nothing is coded anew. What is kept is
/// a closed list; a file that holds something else in its image data is refused.
/// </summary>
public static class PhotographStripping
{
    /// <summary>Bytes of the largest file that is read.</summary>
    public const int LargestFile = 128 << 20;

    /// <summary>The format of a file, by its first eight bytes; null: none of the three.</summary>
    public static PhotographFormat? FormatOf(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return PhotographFormat.Jpeg;
        if (start.StartsWith(PngStripping.Signature)) return PhotographFormat.Png;
        return start.StartsWith<byte>([(byte)'I', (byte)'I', 42, 0]) || start.StartsWith<byte>([(byte)'M', (byte)'M', 0, 42]) ? PhotographFormat.Tiff : null;
    }

    /// <summary>The media type of a format (RFC 2046, RFC 3302, ISO/IEC 15948).</summary>
    public static string MediaTypeOf(PhotographFormat format) => format switch
    {
        PhotographFormat.Jpeg => "image/jpeg",
        PhotographFormat.Png => "image/png",
        _ => "image/tiff",
    };

    /// <summary>Strips one file.</summary>
    /// <exception cref="ImageFormatException">One of <see cref="PhotographReasons"/>.</exception>
    public static StrippedPhotograph Strip(ReadOnlyMemory<byte> file)
    {
        if (file.Length > LargestFile) throw new ImageFormatException(PhotographReasons.TooLarge, $"a picture file of {file.Length} bytes");
        return FormatOf(file.Span) switch
        {
            PhotographFormat.Jpeg => JpegStripping.Strip(file),
            PhotographFormat.Png => PngStripping.Strip(file.Span),
            PhotographFormat.Tiff => TiffStripping.Strip(file),
            _ => throw Unsupported("neither JPEG nor PNG nor TIFF"),
        };
    }

    internal static ImageFormatException Corrupt(string what) => new(PhotographReasons.Corrupt, what);

    internal static ImageFormatException Hidden(string what) => new(PhotographReasons.HiddenData, what);

    internal static ImageFormatException Unsupported(string what) => new(PhotographReasons.Unsupported, what);
}
