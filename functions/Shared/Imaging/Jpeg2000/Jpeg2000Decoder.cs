using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>
/// Decodes JPEG 2000 Part 1 (ITU-T T.800), as a codestream or within JP2's boxes: both wavelets, both colour transforms,
/// every progression, tiles, layers, precincts, code-block styles and regions of interest by maxshift. Components of
/// different sizes or depths, Part 2's transforms and high throughput are refused by name.
/// </summary>
internal static class Jpeg2000Decoder
{
    private const uint CodestreamBox = 0x6A70_3263;

    /// <summary>Decodes a frame: samples by pixel, little endian, as many bytes each as allocated.</summary>
    /// <param name="coded">One codestream, or one JP2 file.</param>
    /// <param name="form">The image the frame must be, planar configuration 0.</param>
    /// <exception cref="ImageFormatException">Damaged, of a form not supported, or another image.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> coded, PixelDescription form)
    {
        coded = Unwrap(coded);
        Codestream codestream = new(coded, form);
        SortedDictionary<int, Tile> tiles = codestream.Read();
        byte[] samples = new byte[form.NativeFrameLength];
        TileDecoder decoder = new(form, codestream.Size);
        foreach (Tile tile in tiles.Values) decoder.Decode(tile, coded, samples);
        return samples;
    }

    internal static ImageFormatException Corrupt(string what) => new(PixelReasons.CorruptJpeg2000, what);

    internal static ImageFormatException Unsupported(string what) => new(PixelReasons.UnsupportedJpegProcess, what);

    internal static ImageFormatException TooMany() => new(PixelReasons.TooLarge, "JPEG 2000 with more precincts or code-blocks than any image needs");

    internal static ImageFormatException HighThroughput() => new(PixelReasons.HighThroughputJpeg2000, "high-throughput JPEG 2000 is not read");

    /// <summary>The codestream in JP2's boxes (T.800 annex I), which DICOM does not have but writers do.</summary>
    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> coded)
    {
        if (!coded.StartsWith<byte>([0, 0, 0, 12, (byte)'j', (byte)'P'])) return coded;
        while (coded.Length >= 8)
        {
            ulong length = BinaryPrimitives.ReadUInt32BigEndian(coded);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(coded[4..]);
            int head = 8;
            if (length == 1 && coded.Length >= 16) (length, head) = (BinaryPrimitives.ReadUInt64BigEndian(coded[8..]), 16);
            if (length == 0) length = (ulong)coded.Length;
            if (length < (ulong)head || length > (ulong)coded.Length) throw Corrupt("box cut short");
            if (type == CodestreamBox) return coded[head..(int)length];
            coded = coded[(int)length..];
        }

        throw Corrupt("no codestream in its boxes");
    }
}
