using System.Globalization;
using System.Text;

namespace Pipeline.Deidentification;

/// <summary>
/// Gathers what must not be found in a result: read from the original header and the caller's knowledge, spelled out on
/// its own. Shares no table, no folding and no rule with the pass it checks.
/// </summary>
internal sealed class LeakTerms
{
    private const string HalfKana = "ヲｦァｧィｨゥｩェｪォｫャｬュｭョｮッｯーｰアｱイｲウｳエｴオｵカｶキｷクｸケｹコｺサｻシｼスｽセｾソｿタﾀチﾁツﾂテﾃトﾄナﾅニﾆヌﾇネﾈノﾉハﾊヒﾋフﾌヘﾍホﾎマﾏミﾐムﾑメﾒモﾓヤﾔユﾕヨﾖラﾗリﾘルﾙレﾚロﾛワﾜンﾝ";
    private const string Voiced = "ガカギキグクゲケゴコザサジシズスゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホ";
    private const string HalfVoiced = "パハピヒプフペヘポホ";

    /// <summary>Words of image descriptions: one of them as part of a name (Test^Anonymous, CT^Head) tells nothing where it stands alone.</summary>
    private static readonly HashSet<string> Words = new(
        ["TEST", "TESTING", "ANON", "ANONYMOUS", "ANONYMIZED", "ANONYMISED", "UNKNOWN", "PATIENT", "PHANTOM", "DEMO", "CASE", "STUDY", "SAMPLE", "IMAGE", "HEAD", "NECK", "CHEST", "BREAST", "ABDOMEN", "PELVIS", "HEART", "LIVER", "BRAIN", "SPINE", "HAND", "FOOT", "KNEE", "SHOULDER", "BODY", "WHOLE", "LEFT", "RIGHT", "MALE", "FEMALE", "OTHER", "NONE", "ORIGINAL", "PRIMARY", "DERIVED", "SECONDARY", "AXIAL", "SCAN"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Encoding[] Encodings =
    [
        Encoding.UTF8, CodePagesEncodingProvider.Instance.GetEncoding(932)!, CodePagesEncodingProvider.Instance.GetEncoding(51932)!,
        Encoding.Unicode, Encoding.BigEndianUnicode,
    ];

    private static readonly Encoding Jis = CodePagesEncodingProvider.Instance.GetEncoding(50220)!;

    private readonly HashSet<string> _texts = [];
    private readonly HashSet<string> _words = [];

    /// <summary>Byte strings that may stand nowhere.</summary>
    public IEnumerable<byte[]> Anywhere => _texts.SelectMany(Encoded).DistinctBy(Convert.ToHexString);

    /// <summary>ASCII words that may not stand between characters that are neither letters nor digits.</summary>
    public IEnumerable<byte[]> AsWords => _words.SelectMany(word => new[] { word, word.ToUpperInvariant(), word.ToLowerInvariant() }).Distinct().Select(Encoding.ASCII.GetBytes);

    public void AddPatientName(string personName)
    {
        foreach (string group in personName.Split('=', '\\'))
        {
            string[] parts = group.Split(['^', ' ', '　', ','], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0) continue;
            for (int i = 1; i < parts.Length; i++)
            {
                foreach (string between in (string[])["", " ", "^", "　", ", ", ",", "・", "_", "-", "."])
                {
                    AddName(parts[0] + between + parts[i]);
                    AddName(parts[i] + between + parts[0]);
                }
            }

            foreach (string part in parts) AddNamePart(part);
        }
    }

    /// <summary>Somebody else: only the whole name, and not if it is as short as a code.</summary>
    public void AddPersonName(string personName)
    {
        foreach (string group in personName.Split('=', '\\'))
        {
            string[] parts = group.Split(['^', ' ', '　', ','], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2) continue;
            foreach (string between in (string[])["", " ", "^", "　"]) AddName(parts[0] + between + parts[1]);
        }
    }

    public void AddNumber(string number)
    {
        string text = number.Trim(' ', '\0');
        if (text.Length < 4 || text.All(c => c is '0')) return;
        if (text.All(char.IsAscii)) _words.Add(text);
        if (text.Length >= 6 && text.All(char.IsAsciiDigit)) _texts.Add(string.Concat(text.Select(digit => (char)(digit + 0xFEE0))));
        else if (!text.All(char.IsAscii)) _texts.Add(text);
    }

    public void AddBirthDate(DateOnly date)
    {
        foreach (string format in (string[])["yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy/M/d"]) _words.Add(date.ToString(format, CultureInfo.InvariantCulture));
        _texts.Add(date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture));
        _texts.Add(date.ToString("yyyy年MM月dd日", CultureInfo.InvariantCulture));
        (int first, string letter, string name)[] eras = [(1868, "M", "明治"), (1912, "T", "大正"), (1926, "S", "昭和"), (1989, "H", "平成"), (2019, "R", "令和")];
        foreach ((int first, string letter, string name) in eras)
        {
            int year = date.Year - first + 1;
            if (year is < 1 or > 64) continue;
            _words.Add($"{letter}{year}.{date.Month}.{date.Day}");
            _words.Add($"{letter}{year:00}.{date.Month:00}.{date.Day:00}");
            _words.Add($"{letter}{year}/{date.Month}/{date.Day}");
            _texts.Add($"{name}{year}年{date.Month}月{date.Day}日");
            if (year == 1) _texts.Add($"{name}元年{date.Month}月{date.Day}日");
        }
    }

    public void AddPlace(string place)
    {
        string text = place.Trim(' ', '\0');
        if (text.Length < 4) return;
        if (text.All(char.IsAscii)) _words.Add(text);
        else _texts.Add(text);
    }

    private void AddName(string name)
    {
        if (name.All(char.IsAscii))
        {
            if (name.Length >= 5) _words.Add(name);
        }
        else
        {
            if (name.Length >= 2) AddScripts(name);
        }
    }

    private void AddNamePart(string part)
    {
        bool ascii = part.All(char.IsAscii);
        bool kanji = part.Any(c => c is >= '\u3400' and <= '\u9FFF');
        if (ascii && part.Length >= 4 && part.Any(char.IsAsciiLetter) && !Words.Contains(part)) _words.Add(part);
        else if (!ascii && part.Length >= (kanji ? 2 : 3)) AddScripts(part);
    }

    private void AddScripts(string name)
    {
        _texts.Add(name);
        string wide = string.Concat(name.Select(c => c is >= 'ぁ' and <= 'ゖ' ? (char)(c + 0x60) : c));
        _texts.Add(wide);
        _texts.Add(string.Concat(wide.Select(c => c is >= 'ァ' and <= 'ヶ' ? (char)(c - 0x60) : c)));
        string narrow = string.Concat(wide.Select(Narrow));
        if (narrow.Length >= 4) _texts.Add(narrow);
    }

    private static string Narrow(char c)
    {
        for (int i = 0; i < Voiced.Length; i += 2)
        {
            if (Voiced[i] == c) return Narrow(Voiced[i + 1]) + "ﾞ";
        }

        for (int i = 0; i < HalfVoiced.Length; i += 2)
        {
            if (HalfVoiced[i] == c) return Narrow(HalfVoiced[i + 1]) + "ﾟ";
        }

        int at = HalfKana.IndexOf(c, StringComparison.Ordinal);
        return at >= 0 && at % 2 == 0 ? HalfKana[at + 1].ToString() : c.ToString();
    }

    private static IEnumerable<byte[]> Encoded(string text)
    {
        foreach (Encoding encoding in Encodings)
        {
            byte[] bytes = encoding.GetBytes(text);
            if (bytes.Length >= 4 && encoding.GetString(bytes) == text) yield return bytes;
        }

        byte[] jis = Jis.GetBytes(text);
        if (Jis.GetString(jis) != text || jis.Length < 10) yield break;
        // With its escape to kanji, without the one back to ASCII: what follows the name may be kanji too.
        yield return jis.AsSpan().EndsWith("\u001b(B"u8) ? jis[..^3] : jis;
    }
}
