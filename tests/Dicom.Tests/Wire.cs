using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Dicom.Tests;

/// <summary>Bytes of Part 10 files, part by part.</summary>
internal static partial class Wire
{
    public const string Implicit = "1.2.840.10008.1.2";
    public const string Explicit = "1.2.840.10008.1.2.1";
    public const string Deflated = "1.2.840.10008.1.2.1.99";
    public const string BigEndian = "1.2.840.10008.1.2.2";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    public static readonly byte[] Item = [0xFE, 0xFF, 0x00, 0xE0];
    public static readonly byte[] ItemEnd = [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0];
    public static readonly byte[] SequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
    public static readonly byte[] Undefined = [0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>128 zeros, <c>DICM</c>, and a meta group that names the transfer syntax.</summary>
    public static byte[] Head(string syntax)
    {
        byte[] uid = El("0002,0010", "UI", syntax);
        return [.. new byte[128], .. "DICM"u8, .. El("0002,0000", "UL", U32((uint)uid.Length)), .. uid];
    }

    public static byte[] File(string syntax, params byte[][] elements) => [.. Head(syntax), .. Join(elements)];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>An explicit little-endian element, text padded with a space (UI with NUL).</summary>
    public static byte[] El(string tag, string vr, string text)
        => El(tag, vr, Padded(Encoding.Latin1.GetBytes(text), vr == "UI" ? (byte)0 : (byte)' '));

    /// <summary>An explicit little-endian element.</summary>
    public static byte[] El(string tag, string vr, byte[] value)
        => VrExtensions.Parse(vr).HasLongLength()
            ? [.. Tag4(tag), .. Encoding.ASCII.GetBytes(vr), 0, 0, .. U32((uint)value.Length), .. value]
            : [.. Tag4(tag), .. Encoding.ASCII.GetBytes(vr), .. U16((ushort)value.Length), .. value];

    /// <summary>An implicit little-endian element.</summary>
    public static byte[] Im(string tag, byte[] value) => [.. Tag4(tag), .. U32((uint)value.Length), .. value];

    public static byte[] Im(string tag, string text) => Im(tag, Padded(Encoding.Latin1.GetBytes(text), (byte)' '));

    /// <summary>An explicit big-endian element with a 16-bit length.</summary>
    public static byte[] Be(string tag, string vr, byte[] value)
    {
        Tag parsed = Tag.Parse(tag);
        return [(byte)(parsed.Group >> 8), (byte)parsed.Group, (byte)(parsed.Element >> 8), (byte)parsed.Element,
            .. Encoding.ASCII.GetBytes(vr), (byte)(value.Length >> 8), (byte)value.Length, .. value];
    }

    /// <summary>A sequence of undefined length in explicit encoding.</summary>
    public static byte[] Sq(string tag, params byte[][] items)
        => [.. Tag4(tag), .. "SQ"u8, 0, 0, .. Undefined, .. Join(items), .. SequenceEnd];

    /// <summary>An item of defined length.</summary>
    public static byte[] It(params byte[][] elements)
    {
        byte[] content = Join(elements);
        return [.. Item, .. U32((uint)content.Length), .. content];
    }

    /// <summary>An item of undefined length.</summary>
    public static byte[] ItUndefined(params byte[][] elements) => [.. Item, .. Undefined, .. Join(elements), .. ItemEnd];

    public static byte[] Tag4(string tag)
    {
        Tag parsed = Tag.Parse(tag);
        return [.. U16(parsed.Group), .. U16(parsed.Element)];
    }

    public static byte[] U16(ushort value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Padded(byte[] value, byte padding) => value.Length % 2 == 0 ? value : [.. value, padding];
}
