using System.Buffers.Binary;
using System.Globalization;

namespace Pipeline.Dicom;

/// <summary>
/// Reading values. Each reader answers null (or an empty list) where the element is absent or empty, and throws
/// <see cref="DicomFormatException"/> with <see cref="DicomReason.BadValue"/> where a value is not what its representation says.
/// </summary>
public sealed partial class DataSet
{
    /// <summary>
    /// The text of an element, decoded and without padding; the first value where there are several. Numbers of binary
    /// representations are written out in decimal.
    /// </summary>
    public string? GetString(Tag tag) => GetStrings(tag) is [var first, ..] ? first : null;

    /// <summary>All values of an element as text, in order; empty ones between backslashes are kept.</summary>
    public IReadOnlyList<string> GetStrings(Tag tag)
    {
        if (!TryGet(tag, out Element element))
            return [];
        if (element.Vr.IsString() || element.Vr == Vr.UN)
            return TextOf(element);
        if (element.Vr is Vr.FL or Vr.FD)
            return [.. GetDoubles(tag).Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
        if (element.Vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.UV or Vr.SV)
            return [.. GetInts(tag).Select(value => value.ToString(CultureInfo.InvariantCulture))];
        return [];
    }

    /// <summary>A person name with its three groups (PS3.5 §6.2.1).</summary>
    public PersonName? GetPersonName(Tag tag) => GetString(tag) is { Length: > 0 } text ? PersonName.Parse(text) : null;

    /// <summary>The UID of an element.</summary>
    public DicomUid? GetUid(Tag tag) => GetString(tag) is { Length: > 0 } text ? new DicomUid(text) : null;

    /// <summary>The first whole number of US, SS, UL, SL, UV, SV or IS.</summary>
    public long? GetInt(Tag tag) => GetInts(tag) is [var first, ..] ? first : null;

    /// <summary>The whole numbers of US, SS, UL, SL, UV, SV, AT (as tag values) or IS.</summary>
    public IReadOnlyList<long> GetInts(Tag tag)
    {
        if (!TryGet(tag, out Element element) || element.Length == 0)
            return [];
        if (element.Vr.IsString())
        {
            return Parse<long>(element, static text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) ? value
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && real == Math.Floor(real)
                    && Math.Abs(real) < long.MaxValue ? (long)real : null);
        }
        int unit = element.Vr == Vr.AT ? 4 : element.Vr.UnitSize();
        ReadOnlySpan<byte> bytes = element.Value;
        if (unit == 1 || element.Vr is Vr.FL or Vr.FD || bytes.Length % unit != 0)
            throw BadValue(element);
        var values = new long[bytes.Length / unit];
        for (int i = 0; i < values.Length; i++)
            values[i] = WholeNumber(element.Vr, bytes[(i * unit)..]);
        return values;
    }

    /// <summary>The first number of DS, IS, FL, FD or a binary whole number.</summary>
    public double? GetDouble(Tag tag) => GetDoubles(tag) is [var first, ..] ? first : null;

    /// <summary>The numbers of DS, IS, FL, FD or binary whole numbers.</summary>
    public IReadOnlyList<double> GetDoubles(Tag tag)
    {
        if (!TryGet(tag, out Element element) || element.Length == 0)
            return [];
        if (element.Vr.IsString())
            return Parse<double>(element, static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null);
        if (element.Vr is not (Vr.FL or Vr.FD))
            return [.. GetInts(tag).Select(value => (double)value)];
        int unit = element.Vr.UnitSize();
        ReadOnlySpan<byte> bytes = element.Value;
        if (bytes.Length % unit != 0)
            throw BadValue(element);
        var values = new double[bytes.Length / unit];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = unit == 4
                ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..])
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
        }
        return values;
    }

    /// <summary>The date of DA (also the old <c>yyyy.MM.dd</c>) or of DT.</summary>
    public DateOnly? GetDate(Tag tag)
    {
        if (GetString(tag) is not { Length: > 0 } text || !TryGet(tag, out Element element))
            return null;
        ReadOnlySpan<char> digits = element.Vr == Vr.DT && text.Length > 8 ? text.AsSpan(0, 8) : text;
        string[] forms = ["yyyyMMdd", "yyyy.MM.dd"];
        return DateOnly.TryParseExact(digits, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw BadValue(element);
    }

    /// <summary>The time of TM, from <c>HH</c> to <c>HHmmss.ffffff</c> (also with colons).</summary>
    public TimeOnly? GetTime(Tag tag)
    {
        if (GetString(tag) is not { Length: > 0 } text || !TryGet(tag, out Element element))
            return null;
        string[] forms = ["HHmmss.FFFFFF", "HHmmss", "HHmm", "HH"];
        return TimeOnly.TryParseExact(text.Replace(":", "", StringComparison.Ordinal), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw BadValue(element);
    }

    /// <summary>The items of a sequence; none when it is absent.</summary>
    public IReadOnlyList<DataSet> GetItems(Tag tag)
        => TryGet(tag, out Element element) && element.Items is { } items ? items : [];

    /// <summary>The sequence of a tag, to add items to or remove them from; null when it is absent.</summary>
    public Sequence? GetSequence(Tag tag) => TryGet(tag, out Element element) ? element.Items : null;

    /// <summary>Where an element begins in its file's held bytes; 0 for one set in code.</summary>
    internal long OffsetOf(Tag tag)
        => IndexOf(tag) is >= 0 and var index && _entries[index].HeaderOffset > 0 ? _entries[index].HeaderOffset : 0;

    private static long WholeNumber(Vr vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        Vr.US or Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Vr.AT => ((long)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private T[] Parse<T>(in Element element, Func<string, T?> parse)
        where T : struct
    {
        string[] texts = TextOf(element);
        if (texts is [""] or [])
            return [];
        var values = new T[texts.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = parse(texts[i].Trim()) ?? throw BadValue(element);
        return values;
    }

    private DicomFormatException BadValue(in Element element)
        => new(DicomReason.BadValue, OffsetOf(element.Tag), element.Tag,
            $"the value is not of its representation {element.Vr}");
}
