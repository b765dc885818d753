using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Png;

namespace Pipeline.Imaging.Tests.Photographs;

/// <summary>Picture files full of what must go; each thing of it says Yamada.</summary>
internal static class Photograph
{
    public static readonly byte[] Name = "Yamada"u8.ToArray();

    private static readonly DisplayImage Picture = Paint();

    /// <summary>A TIFF structure with orientation, a camera's name and a place.</summary>
    public static byte[] Exif(int orientation)
        => [.. "II"u8, 42, 0, 8, 0, 0, 0, 3, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0x10, 1, 2, 0, 7, 0, 0, 0, 50, 0, 0, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, .. Name, 0];

    /// <summary>A plain JPEG, as the encoder writes it.</summary>
    public static byte[] PlainJpeg { get; } = JpegEncoder.Encode(Picture, new JpegEncoding(85));

    /// <summary>Every kind of segment beside the image, fill bytes, and a second picture behind the end.</summary>
    public static byte[] Jpeg(int orientation = 6)
    {
        byte[] plain = PlainJpeg;
        return
        [
            .. plain.AsSpan(0, 2), .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 1, 1, .. "Yam"u8]), .. Segment(0xE0, [.. "JFXX\0"u8, .. Name]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Name]),
            .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Name]), .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Name]), .. Segment(0xE7, Name), .. Segment(0xFE, Name),
            0xFF, 0xFF, 0xFF, .. plain.AsSpan(3), .. PlainJpeg, .. Name,
        ];
    }

    public static byte[] PlainPng { get; } = PngEncoder.Encode(Picture);

    /// <summary>Text, Exif, time, profile and a private chunk before the image data, and bytes behind the end.</summary>
    public static byte[] Png(int orientation = 6)
    {
        byte[] plain = PlainPng;
        return
        [
            .. plain.AsSpan(0, 33), .. Chunk("tEXt"u8, Name), .. Chunk("iTXt"u8, Name), .. Chunk("zTXt"u8, Name), .. Chunk("eXIf"u8, Exif(orientation)), .. Chunk("tIME"u8, [7, 233, 1, 1, 1, 1, 1]),
            .. Chunk("iCCP"u8, Name), .. Chunk("gAMA"u8, [0, 0, 177, 143]), .. Chunk("abCd"u8, Name), .. plain.AsSpan(33), .. Name,
        ];
    }

    /// <summary>A PNG whose compressed data goes on behind the picture.</summary>
    public static byte[] PngWithTail()
    {
        byte[] plain = PlainPng;
        int length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(33));
        return [.. plain.AsSpan(0, 33), .. Chunk("IDAT"u8, [.. plain.AsSpan(41, length), .. Name]), .. plain.AsSpan(45 + length)];
    }

    /// <summary>A gray TIFF with a maker's name, a private field, an Exif directory, and a thumbnail as second page.</summary>
    public static byte[] Tiff(bool little = true, int extra = 0)
    {
        byte[] pixels = [.. Enumerable.Range(0, (64 * 48) + extra).Select(i => (byte)(i * 7))];
        var file = new MemoryStream();
        void Word(uint value, int bytes)
        {
            for (int i = 0; i < bytes; i++) file.WriteByte((byte)(value >> (8 * (little ? i : bytes - 1 - i))));
        }

        void Entry(uint tag, uint type, uint count, uint value)
        {
            Word(tag, 2);
            Word(type, 2);
            Word(count, 4);
            if (type == 3 && count == 1)
            {
                Word(value, 2);
                Word(0, 2);
            }
            else Word(value, 4);
        }

        int body = pixels.Length + (pixels.Length % 2);
        file.Write(little ? "II"u8 : "MM"u8);
        Word(42, 2);
        Word((uint)(8 + body + 16), 4);
        file.Write(pixels);
        if (pixels.Length % 2 == 1) file.WriteByte(0);
        file.Write(Name);
        file.Write(new byte[10]);
        uint at = (uint)(8 + body);
        Word(14, 2);
        Entry(256, 3, 1, 64);
        Entry(257, 3, 1, 48);
        Entry(258, 3, 1, 8);
        Entry(259, 3, 1, 1);
        Entry(262, 3, 1, 1);
        Entry(271, 2, 7, at);
        Entry(273, 4, 1, 8);
        Entry(274, 3, 1, 6);
        Entry(277, 3, 1, 1);
        Entry(278, 3, 1, 48);
        Entry(279, 4, 1, (uint)pixels.Length);
        Entry(700, 1, 6, at);
        Entry(34665, 4, 1, at);
        Entry(51000, 1, 6, at);
        Word((uint)file.Position + 4, 4);
        Word(6, 2);
        Entry(254, 4, 1, 1);
        Entry(256, 3, 1, 2);
        Entry(257, 3, 1, 3);
        Entry(258, 3, 1, 8);
        Entry(273, 4, 1, at);
        Entry(279, 4, 1, 6);
        Word(0, 4);
        return file.ToArray();
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, byte[] body)
    {
        byte[] length = new byte[4], crc = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, PngCrc.Of(type, body));
        return [.. length, .. type, .. body, .. crc];
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static DisplayImage Paint()
    {
        var image = new DisplayImage(70, 53, 3);
        for (int i = 0; i < image.Samples.Length; i++) image.Samples[i] = (byte)((i * i / 97) + (i % 3 * 40));
        return image;
    }
}
