namespace Pipeline.Deidentification;

/// <summary>
/// A text with the spellings of one thing made one: full-width letters and digits narrow, half-width kana and hiragana
/// full-width katakana, letters small and without accents, variant characters of names their common form; each character knows its place in
/// the original. Beside it the same with hiragana left as it is: there, particles end a word.
/// </summary>
internal sealed class FoldedText
{
    private const string HalfKana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private const string Voiceable = "カキクケコサシスセソタチツテトハヒフヘホ";
    private const string Variants = "髙高﨑崎嵜崎邊辺邉辺澤沢濵浜濱浜廣広國国櫻桜嶋島嶌島眞真齋斉齊斉斎斉瀨瀬德徳惠恵榮栄會会黑黒槇槙藏蔵學学條条圓円釼剣曾曽彌弥龍竜萬万與与豐豊寬寛髮髪靑青溫温";
    private const string Accented = "āaáaàaâaäaēeéeèeêeëeīiíiìiîiïiōoóoòoôoöoūuúuùuûuüuñnçc";
    private const string Dashes = "‐‑‒–—―−-";

    private static readonly Dictionary<char, char> Mapped = Pairs(Accented + Variants);

    private readonly int[] _starts;
    private readonly int[] _ends;

    public FoldedText(string original)
    {
        Original = original;
        char[] text = new char[original.Length];
        char[] plain = new char[original.Length];
        _starts = new int[original.Length];
        _ends = new int[original.Length];
        int count = 0;
        for (int i = 0; i < original.Length; i++)
        {
            char narrow = Narrow(original[i]);
            char folded = narrow is >= 'ぁ' and <= 'ゖ' ? (char)(narrow + 0x60) : narrow;
            if (count > 0 && Voice(text[count - 1], original[i]) is var voiced and not '\0')
            {
                plain[count - 1] = (char)(plain[count - 1] + voiced - text[count - 1]);
                text[count - 1] = voiced;
                _ends[count - 1] = i + 1;
                continue;
            }

            (text[count], plain[count], _starts[count], _ends[count]) = (folded, narrow, i, i + 1);
            count++;
        }

        for (int i = 1; i + 1 < count; i++)
        {
            if (text[i] == 'ー' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])) text[i] = plain[i] = '-';
        }

        Text = new string(text, 0, count);
        Plain = new string(plain, 0, count);
    }

    public string Original { get; }

    public string Text { get; }

    /// <summary>Like <see cref="Text"/>, place by place, with hiragana kept apart from katakana.</summary>
    public string Plain { get; }

    public int Length => Text.Length;

    /// <summary>Where folded character <paramref name="index"/> begins in the original; the length for the end.</summary>
    public int OriginalStart(int index) => index < Length ? _starts[index] : Original.Length;

    /// <summary>Where folded character <paramref name="index"/> ends in the original.</summary>
    public int OriginalEnd(int index) => _ends[index];

    public static string Of(string text) => new FoldedText(text).Text;

    public static bool IsKana(char folded) => folded is (>= 'ァ' and <= 'ヺ') or 'ー';

    public static bool IsHiragana(char plain) => plain is >= 'ぁ' and <= 'ゖ';

    public static bool IsKanji(char folded) => folded is (>= '\u3400' and <= '\u9FFF') or '々' or (>= '\uF900' and <= '\uFAFF');

    private static char Narrow(char c)
    {
        if (c < 0x80) return char.ToLowerInvariant(c);
        if (c is >= '\uFF01' and <= '\uFF5E') return Narrow((char)(c - 0xFEE0));
        if (c is '\u3000' or '\u00A0') return ' ';
        if (c is >= '\uFF66' and <= '\uFF9D') return HalfKana[c - 0xFF66];
        if (c is >= 'ぁ' and <= 'ゖ' or 'ー' or (>= 'ァ' and <= 'ヺ')) return c;
        if (Dashes.Contains(c)) return '-';
        char lower = char.ToLowerInvariant(c);
        return Mapped.TryGetValue(lower, out char common) ? common : lower;
    }

    private static Dictionary<char, char> Pairs(string pairs)
    {
        Dictionary<char, char> table = [];
        for (int i = 0; i < pairs.Length; i += 2) table.TryAdd(pairs[i], pairs[i + 1]);
        return table;
    }

    private static char Voice(char folded, char mark)
    {
        if (mark is '\uFF9E' or '\u3099' or '\u309B') return folded == 'ウ' ? 'ヴ' : Voiceable.Contains(folded) ? (char)(folded + 1) : '\0';
        if (mark is '\uFF9F' or '\u309A' or '\u309C') return folded is 'ハ' or 'ヒ' or 'フ' or 'ヘ' or 'ホ' ? (char)(folded + 2) : '\0';
        return '\0';
    }
}
