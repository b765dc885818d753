using System.Text;

namespace Pipeline.Dicom;

/// <summary>
/// Decodes ISO 2022 text run by run. Control characters and, by representation, <c>\</c>, <c>^</c> and <c>=</c> bring back
/// the initial code elements (PS3.5 §6.1.2.5.3).
/// </summary>
internal static class Iso2022Decoder
{
    private const byte Escape = 0x1B;

    public static string Decode(ReadOnlySpan<byte> value, Iso2022Designations initial, Vr vr)
    {
        var text = new StringBuilder(value.Length);
        Iso2022Designations now = initial;
        Span<byte> pair = stackalloc byte[2];
        int position = 0;
        while (position < value.Length)
        {
            byte first = value[position];
            if (first == Escape)
            {
                now = now.After(value[position..], out int length);
                if (length == 0)
                    text.Append('\uFFFD');
                position += Math.Max(length, 1);
                continue;
            }
            Iso2022Set set = first < 0x80 ? now.G0 : now.G1;
            if (first <= 0x20 || set == Iso2022Set.Ascii || first == 0x7F)
            {
                text.Append((char)first);
                if (IsDelimiter(first, vr))
                    now = initial;
                position++;
                continue;
            }
            int taken = RunLength(value[position..], set, first < 0x80);
            if (taken == 0)
            {
                text.Append('\uFFFD');
                position++;
                continue;
            }
            Append(text, value.Slice(position, taken), set, pair);
            position += taken;
        }
        return text.ToString();
    }

    private static bool IsDelimiter(byte character, Vr vr) => character switch
    {
        (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' => true,
        (byte)'\\' => vr.IsMultiValued(),
        (byte)'^' or (byte)'=' => vr == Vr.PN,
        _ => false,
    };

    private static bool IsDouble(Iso2022Set set)
        => set is Iso2022Set.Kanji or Iso2022Set.SupplementaryKanji or Iso2022Set.Korean or Iso2022Set.SimplifiedChinese;

    /// <summary>How many bytes of one set follow, in whole characters; 0 when not one is whole.</summary>
    private static int RunLength(ReadOnlySpan<byte> bytes, Iso2022Set set, bool low)
    {
        int length = 0;
        while (length < bytes.Length && bytes[length] is > 0x20 and not 0x7F and var next && next < 0x80 == low)
            length++;
        return IsDouble(set) ? length & ~1 : length;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> run, Iso2022Set set, Span<byte> pair)
    {
        switch (set)
        {
            case Iso2022Set.Katakana:
                foreach (byte code in run)
                    text.Append((code | 0x80) is >= 0xA1 and <= 0xDF and var kana ? (char)(0xFF61 + kana - 0xA1) : '\uFFFD');
                break;
            case Iso2022Set.None or Iso2022Set.Latin1:
                text.Append(Encoding.Latin1.GetString(run));
                break;
            case Iso2022Set.Kanji or Iso2022Set.SupplementaryKanji:
                AppendKanji(text, run, set == Iso2022Set.SupplementaryKanji, pair);
                break;
            case Iso2022Set.Korean or Iso2022Set.SimplifiedChinese:
                text.Append(CodePages.Find(CodePage(set)).GetString(run));
                break;
            default:
                AppendSingle(text, run, set);
                break;
        }
    }

    /// <summary>
    /// The code pages are of older editions than ISO 8859-7:2003 and 8859-8:1999, and have private characters where a set has none.
    /// </summary>
    private static void AppendSingle(StringBuilder text, ReadOnlySpan<byte> run, Iso2022Set set)
    {
        string decoded = CodePages.Find(CodePage(set)).GetString(run);
        for (int i = 0; i < run.Length; i++)
        {
            text.Append((set, run[i], decoded[i]) switch
            {
                (Iso2022Set.Greek, 0xA1, _) => '‘',
                (Iso2022Set.Greek, 0xA2, _) => '’',
                (Iso2022Set.Greek, 0xA4, _) => '€',
                (Iso2022Set.Greek, 0xA5, _) => '₯',
                (Iso2022Set.Greek, 0xAA, _) => 'ͺ',
                (Iso2022Set.Hebrew, 0xAF, _) => '¯',
                (Iso2022Set.Hebrew, 0xFD, _) => '\u200E',
                (Iso2022Set.Hebrew, 0xFE, _) => '\u200F',
                (_, _, >= '\uE000' and <= '\uF8FF') => '\uFFFD',
                (_, _, var character) => character,
            });
        }
    }

    /// <summary>
    /// JIS X 0208 and 0212 by way of code page 20932, which has the first with both bytes high, the second with the first
    /// byte high and the second low.
    /// </summary>
    private static void AppendKanji(StringBuilder text, ReadOnlySpan<byte> run, bool supplementary, Span<byte> pair)
    {
        Encoding japanese = CodePages.Find(20932);
        for (int i = 0; i + 1 < run.Length; i += 2)
        {
            pair[0] = (byte)(run[i] | 0x80);
            pair[1] = (byte)(run[i + 1] | (supplementary ? 0 : 0x80));
            if (supplementary && MissingFromCodePage(run[i], run[i + 1]) is { } missing)
                text.Append(missing);
            else
                text.Append(japanese.GetString(pair));
        }
    }

    private static char? MissingFromCodePage(byte first, byte second) => (first, second) switch
    {
        (0x22, 0x37) => '~',
        (0x22, 0x71) => '№',
        _ => null,
    };

    private static int CodePage(Iso2022Set set) => set switch
    {
        Iso2022Set.Latin2 => 28592,
        Iso2022Set.Latin3 => 28593,
        Iso2022Set.Latin4 => 28594,
        Iso2022Set.Cyrillic => 28595,
        Iso2022Set.Arabic => 28596,
        Iso2022Set.Greek => 28597,
        Iso2022Set.Hebrew => 28598,
        Iso2022Set.Latin5 => 28599,
        Iso2022Set.Thai => 874,
        Iso2022Set.Latin9 => 28605,
        Iso2022Set.Korean => 949,
        _ => 936,
    };
}
