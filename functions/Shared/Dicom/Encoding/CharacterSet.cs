using System.Collections.Concurrent;
using System.Text;

namespace Pipeline.Dicom;

/// <summary>
/// The repertoire of text values: the values of Specific Character Set (0008,0005) as PS3.3 §C.12.1.1.2 defines them,
/// with code extensions by ISO 2022 (PS3.5 §6.1.2.5).
/// </summary>
public sealed class CharacterSet
{
    private const int CachedAtMost = 256;
    private const byte Escape = 0x1B;

    private static readonly ConcurrentDictionary<string, CharacterSet> Cache = new(StringComparer.Ordinal);

    private readonly Iso2022Designations _initial;
    private readonly Encoding? _whole;

    private CharacterSet(Iso2022Designations initial) => _initial = initial;

    private CharacterSet(Encoding whole) => _whole = whole;

    /// <summary>ISO IR 6, where (0008,0005) is absent. Bytes above 7F, which it does not have, are read as Latin 1.</summary>
    public static CharacterSet Default { get; } = new(Iso2022Designations.Ascii);

    /// <summary>What follows a part whose character set is unknown: it refuses to decode.</summary>
    internal static CharacterSet Unknown { get; } = new(default(Iso2022Designations));

    /// <summary>
    /// The character set of a value of (0008,0005); null where it names an unknown one. Common misspellings
    /// (<c>ISO-IR 100</c>, <c>ISO_IR_100</c>, <c>ISO IR 100</c>, <c>UTF8</c>) are understood.
    /// </summary>
    public static CharacterSet? Find(ReadOnlySpan<byte> value)
    {
        string text = Encoding.Latin1.GetString(value).TrimEnd(' ', '\0');
        if (Cache.TryGetValue(text, out CharacterSet? known))
            return known;
        CharacterSet? made = Make(text.Split('\\'));
        if (made is not null && Cache.Count < CachedAtMost)
            Cache.TryAdd(text, made);
        return made;
    }

    /// <summary>Whether these bytes are anything but plain ASCII.</summary>
    public static bool NeedsDecoding(ReadOnlySpan<byte> value) => !Ascii.IsValid(value) || value.Contains(Escape);

    /// <summary>
    /// Decodes a whole value, backslashes and padding included. What stands for no character becomes U+FFFD.
    /// </summary>
    public string Decode(ReadOnlySpan<byte> value, Vr vr)
        => this == Unknown ? throw new DicomFormatException(DicomReason.UnknownCharacterSet, 0, Tags.SpecificCharacterSet, "the character set is unknown")
            : _whole is not null ? _whole.GetString(value) : Iso2022Decoder.Decode(value, _initial, vr);

    internal static bool IsUtf8Name(ReadOnlySpan<byte> value) => value.TrimEnd((byte)' ').SequenceEqual("ISO_IR 192"u8);

    private static CharacterSet? Make(string[] terms)
    {
        for (int i = 0; i < terms.Length; i++)
            terms[i] = Normalized(terms[i]);
        foreach (string term in terms)
        {
            if (term.Length > 0 && WholeEncoding(term) is null && Iso2022Designations.ForTerm(term) is null)
                return null;
        }
        if (WholeEncoding(terms[0]) is { } whole)
            return new CharacterSet(whole);
        return new CharacterSet(terms[0].Length == 0 ? Iso2022Designations.Ascii : Iso2022Designations.ForTerm(terms[0])!.Value);
    }

    /// <summary>The sets that allow no code extensions.</summary>
    private static Encoding? WholeEncoding(string term) => term switch
    {
        "192" => Encoding.UTF8,
        "GB18030" => CodePages.Find(54936),
        "GBK" => CodePages.Find(936),
        _ => null,
    };

    /// <summary><c>ISO_IR 100</c> and <c>ISO 2022 IR 100</c> become <c>100</c>.</summary>
    private static string Normalized(string term)
    {
        string plain = term.Trim(' ', '\0').ToUpperInvariant().Replace('_', ' ').Replace('-', ' ');
        foreach (string prefix in (ReadOnlySpan<string>)["ISO 2022 IR ", "ISO IR ", "ISO2022 IR "])
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal))
                return plain[prefix.Length..].Trim();
        }
        return plain is "UTF8" or "UTF 8" ? "192" : plain;
    }
}
