using System.Globalization;

namespace Pipeline.Dicom;

/// <summary>A data element tag (PS3.5 §7.1.1): group in the upper 16 bits, element in the lower.</summary>
public readonly record struct Tag(uint Value) : IComparable<Tag>
{
    /// <summary>A tag of a group and an element number.</summary>
    public Tag(ushort group, ushort element)
        : this(((uint)group << 16) | element)
    {
    }

    /// <summary>The group number.</summary>
    public ushort Group => (ushort)(Value >> 16);

    /// <summary>The element number within the group.</summary>
    public ushort Element => (ushort)Value;

    /// <summary>An odd group: what a vendor defines (PS3.5 §7.8).</summary>
    public bool IsPrivate => (Value & 0x0001_0000) != 0;

    /// <summary>(gggg,0010)–(gggg,00FF) of an odd group: reserves a block for a private creator.</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>(gggg,0000): the retired length of its group (PS3.5 §7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>The tag of the private creator that reserves this private element's block; itself for a creator.</summary>
    public Tag PrivateCreator => IsPrivateCreator ? this : new Tag(Group, (ushort)(Element >> 8));

    /// <summary>Reads <c>gggg,eeee</c>, <c>(gggg,eeee)</c> or <c>ggggeeee</c> in hexadecimal.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Tag tag)
    {
        tag = default;
        if (text is ['(', .., ')'])
            text = text[1..^1];
        Span<char> digits = stackalloc char[8];
        if (text is [_, _, _, _, ',', _, _, _, _])
        {
            text[..4].CopyTo(digits);
            text[5..].CopyTo(digits[4..]);
        }
        else if (text.Length == 8)
            text.CopyTo(digits);
        else
            return false;
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            return false;
        tag = new Tag(value);
        return true;
    }

    /// <summary>Like <see cref="TryParse"/>; throws <see cref="FormatException"/> for anything else.</summary>
    public static Tag Parse(ReadOnlySpan<char> text)
        => TryParse(text, out Tag tag) ? tag : throw new FormatException("A tag is written gggg,eeee in hexadecimal.");

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary><c>gggg,eeee</c>, in upper-case hexadecimal.</summary>
    public override string ToString()
        => string.Create(9, Value, static (text, value) =>
        {
            (value >> 16).TryFormat(text, out _, "X4", CultureInfo.InvariantCulture);
            text[4] = ',';
            (value & 0xFFFF).TryFormat(text[5..], out _, "X4", CultureInfo.InvariantCulture);
        });

    /// <summary>Whether one tag comes before another in a data set.</summary>
    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    /// <summary>Whether one tag comes after another in a data set.</summary>
    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    /// <summary>Whether one tag does not come after another in a data set.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    /// <summary>Whether one tag does not come before another in a data set.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;
}
