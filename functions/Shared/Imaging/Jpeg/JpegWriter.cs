using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Writes the marker segments that decoding needs, and none that could say who is in the picture.</summary>
internal static class JpegWriter
{
    /// <summary>Start of image, and canonical JFIF and Adobe segments where the stream had them: they say what the components mean.</summary>
    public static void WriteStart(IBufferWriter<byte> output, bool jfif, byte? adobeTransform)
    {
        output.Write<byte>([0xFF, JpegMarker.Soi]);
        if (jfif) WriteSegment(output, JpegMarker.App0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        if (adobeTransform is { } transform) WriteSegment(output, JpegMarker.App14, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
    }

    /// <summary>A marker, the length and the body.</summary>
    public static void WriteSegment(IBufferWriter<byte> output, byte marker, ReadOnlySpan<byte> body)
    {
        Span<byte> head = output.GetSpan(4);
        (head[0], head[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(body.Length + 2));
        output.Advance(4);
        output.Write(body);
    }

    /// <summary>One segment with every table given.</summary>
    /// <param name="tables">By class (0 DC, 1 AC) and selector.</param>
    public static void WriteHuffmanTables(IBufferWriter<byte> output, HuffmanTable?[,] tables)
    {
        List<byte> body = [];
        for (int i = 0; i < 8; i++)
        {
            if (tables[i / 4, i % 4] is not { } table) continue;
            body.Add((byte)(((i / 4) << 4) | (i % 4)));
            body.AddRange(table.Counts);
            body.AddRange(table.Values);
        }

        WriteSegment(output, JpegMarker.Dht, body.ToArray());
    }

    /// <summary>The marker after a restart interval.</summary>
    public static void WriteRestart(IBufferWriter<byte> output, int interval)
        => output.Write<byte>([0xFF, (byte)(JpegMarker.Rst0 + (interval % 8))]);

    /// <summary>End of image.</summary>
    public static void WriteEnd(IBufferWriter<byte> output) => output.Write<byte>([0xFF, JpegMarker.Eoi]);
}
