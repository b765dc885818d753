using System.Buffers.Binary;

namespace Pipeline.Imaging.Photographs;

/// <summary>The one thing of Exif that a picture needs: how it is turned (CIPA DC-008, tag 0x0112).</summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112;
    private const ushort Short = 3;

    /// <summary>1 to 8 of a TIFF-structured block; 1 where it cannot be found, as viewers have it.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        bool little = tiff[0] == 'I';
        long directory = Number32(tiff[4..], little);
        if (directory > tiff.Length - 2) return 1;
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Number16(entries, little);
        for (int i = 0; i < count && 2 + (12 * (i + 1)) <= entries.Length; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(2 + (12 * i), 12);
            if (Number16(entry, little) != Orientation || Number16(entry[2..], little) != Short) continue;
            int value = Number16(entry[8..], little);
            return value is >= 1 and <= 8 ? value : 1;
        }

        return 1;
    }

    /// <summary>A TIFF-structured block with an orientation and nothing else.</summary>
    public static byte[] Minimal(int orientation)
        => [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
