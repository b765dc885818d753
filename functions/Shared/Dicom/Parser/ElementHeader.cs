using System.Buffers.Binary;

namespace Pipeline.Dicom;

/// <summary>Tag, representation and length as they stand in the bytes (PS3.5 §7.1).</summary>
internal readonly record struct ElementHeader(Tag Tag, Vr Vr, uint Length, int Size)
{
    public const uint Undefined = 0xFFFF_FFFF;

    public bool IsUndefinedLength => Length == Undefined;

    /// <summary>
    /// Reads a header; false where <paramref name="bytes"/> are too few. Items and delimiters have no representation in any
    /// encoding. In implicit encoding <see cref="Vr"/> is left <see cref="Vr.None"/>.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ElementEncoding encoding, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < 8)
            return false;
        bool big = encoding == ElementEncoding.ExplicitBig;
        Tag tag = ReadTag(bytes, big);
        if (encoding == ElementEncoding.ImplicitLittle || tag.Group == 0xFFFE)
        {
            header = new ElementHeader(tag, Vr.None, ReadUInt32(bytes[4..], big), 8);
            return true;
        }
        var vr = (Vr)((bytes[4] << 8) | bytes[5]);
        if (!vr.HasLongLength())
        {
            uint length = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
            header = new ElementHeader(tag, vr, length, 8);
            return true;
        }
        if (bytes.Length < 12)
            return false;
        header = new ElementHeader(tag, vr, ReadUInt32(bytes[8..], big), 12);
        return true;
    }

    public static Tag ReadTag(ReadOnlySpan<byte> bytes, bool big)
        => big
            ? new Tag(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
            : new Tag(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool big)
        => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
