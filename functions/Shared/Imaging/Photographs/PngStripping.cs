using System.Buffers.Binary;
using System.IO.Compression;
using Pipeline.Imaging.Png;

namespace Pipeline.Imaging.Photographs;

/// <summary>Keeps of a PNG file the chunks of the picture and of its colors; the compressed data is read once, to see that nothing follows in it.</summary>
internal static class PngStripping
{
    private const int LongestDimension = 65_535;
    private const long LargestImage = 1L << 30;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 0x1A, 10];

    public static StrippedPhotograph Strip(ReadOnlySpan<byte> file)
    {
        var kept = new MemoryStream();
        var data = new MemoryStream();
        kept.Write(Signature);
        int at = Signature.Length, orientation = 1;
        byte[] header = [];
        bool profile = false, ended = false;
        while (!ended)
        {
            if (file.Length - at < 12) throw PhotographStripping.Corrupt("a PNG file without an end");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) throw PhotographStripping.Corrupt("a PNG chunk that ends early");
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4), body = file.Slice(at + 8, (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]) != PngCrc.Of(type, body)) throw PhotographStripping.Corrupt("a PNG chunk with a wrong checksum");
            at += 12 + (int)length;
            bool first = header.Length == 0;
            if (first != type.SequenceEqual("IHDR"u8)) throw PhotographStripping.Corrupt("a PNG file without one header at its start");
            if (first) header = Header(body);
            if (type.SequenceEqual("IDAT"u8)) data.Write(body);
            else if (type.SequenceEqual("eXIf"u8)) orientation = ExifOrientation.Read(body);
            else if (type.SequenceEqual("iCCP"u8)) profile = true;
            ended = type.SequenceEqual("IEND"u8);
            if (ended && body.Length > 0) throw PhotographStripping.Hidden("a PNG end that holds something");
            if (ended && orientation != 1) kept.Write(Chunk("eXIf"u8, ExifOrientation.Minimal(orientation)));
            if (IsKept(type, body.Length)) kept.Write(file.Slice(at - 12 - (int)length, 12 + (int)length));
            else if ((type[0] & 0x20) == 0) throw PhotographStripping.Unsupported("a PNG chunk that the picture needs and nobody knows");
        }

        RequireNothingBehind(data, DecodedLength(header));
        return new StrippedPhotograph(PhotographFormat.Png, kept.ToArray(), orientation, profile);
    }

    private static byte[] Header(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13) throw PhotographStripping.Corrupt("a PNG header of another length");
        bool fits = BinaryPrimitives.ReadUInt32BigEndian(body) is >= 1 and <= LongestDimension && BinaryPrimitives.ReadUInt32BigEndian(body[4..]) is >= 1 and <= LongestDimension
            && body[8] is 1 or 2 or 4 or 8 or 16 && body[9] is 0 or 2 or 3 or 4 or 6 && body[10] == 0 && body[11] == 0 && body[12] <= 1;
        return fits ? body.ToArray() : throw PhotographStripping.Corrupt("a PNG header of no known form");
    }

    /// <summary>Each with the length that it must have: a longer one carries something else.</summary>
    private static bool IsKept(ReadOnlySpan<byte> type, int length)
    {
        if (type.SequenceEqual("IHDR"u8) || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8)) return true;
        if (type.SequenceEqual("PLTE"u8)) return length is > 0 and <= 768 && length % 3 == 0 ? true : throw PhotographStripping.Hidden("a PNG palette of another length");
        if (type.SequenceEqual("tRNS"u8)) return length is > 0 and <= 256;
        if (type.SequenceEqual("gAMA"u8)) return length == 4;
        if (type.SequenceEqual("cHRM"u8)) return length == 32;
        if (type.SequenceEqual("sRGB"u8)) return length == 1;
        if (type.SequenceEqual("sBIT"u8)) return length is >= 1 and <= 4;
        return type.SequenceEqual("pHYs"u8) && length == 9;
    }

    private static long DecodedLength(byte[] header)
    {
        (long width, long height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
        int bits = header[8] * header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        if (header[12] == 0) return Rows(width, height, bits);
        long sum = 0;
        foreach ((int x, int y, int across, int down) in ((int, int, int, int)[])[(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)])
            sum += Rows((width - x + across - 1) / across, (height - y + down - 1) / down, bits);
        return sum;
    }

    private static long Rows(long width, long height, int bits) => width <= 0 || height <= 0 ? 0 : height * (1 + (((width * bits) + 7) / 8));

    /// <summary>Inflates the picture: it must be as long as its size says, and the compressed data must end with it.</summary>
    private static void RequireNothingBehind(MemoryStream data, long expected)
    {
        if (expected > LargestImage) throw new ImageFormatException(PixelReasons.TooLarge, $"a PNG picture of {expected} bytes");
        using var sips = new SippedStream(data.ToArray());
        byte[] buffer = new byte[64 << 10];
        long length = 0;
        try
        {
            using var inflated = new ZLibStream(sips, CompressionMode.Decompress);
            int read;
            while ((read = inflated.Read(buffer)) > 0 && length <= expected) length += read;
        }
        catch (InvalidDataException)
        {
            throw PhotographStripping.Corrupt("PNG data that cannot be decompressed");
        }

        if (length < expected) throw PhotographStripping.Corrupt("PNG data that ends early");
        if (length > expected || sips.Left > 0) throw PhotographStripping.Hidden("PNG data that goes on behind the picture");
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        byte[] chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        type.CopyTo(chunk.AsSpan(4));
        body.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), PngCrc.Of(type, body));
        return chunk;
    }
}
