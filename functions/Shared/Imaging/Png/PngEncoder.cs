using System.Buffers.Binary;
using System.IO.Compression;

namespace Pipeline.Imaging.Png;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): 8 bits, gray or RGB, no ancillary chunks.</summary>
public static class PngEncoder
{
    /// <summary>Codes one picture.</summary>
    public static byte[] Encode(DisplayImage image)
    {
        using MemoryStream output = new();
        output.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (8, (byte)(image.Channels == 1 ? 0 : 2));
        Chunk(output, "IHDR"u8, header);
        Chunk(output, "IDAT"u8, Deflate(image));
        Chunk(output, "IEND"u8, []);
        return output.ToArray();
    }

    private static byte[] Deflate(DisplayImage image)
    {
        using MemoryStream packed = new();
        int stride = image.Width * image.Channels;
        byte[] line = new byte[1 + stride];
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                // Filter 2, up: each byte less the one above it.
                line[0] = (byte)(y == 0 ? 0 : 2);
                ReadOnlySpan<byte> row = image.Samples.AsSpan(y * stride, stride);
                if (y == 0) row.CopyTo(line.AsSpan(1));
                else for (int i = 0; i < stride; i++) line[1 + i] = (byte)(row[i] - image.Samples[((y - 1) * stride) + i]);
                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, body.Length);
        output.Write(word);
        output.Write(type);
        output.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, PngCrc.Of(type, body));
        output.Write(word);
    }
}
