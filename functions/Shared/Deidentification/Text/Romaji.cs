using System.Text;

namespace Pipeline.Deidentification;

/// <summary>
/// One spelling for every way a Japanese name is written in Latin letters or kana: Ohno, Ono, Oono, オオノ are all
/// <c>ono</c>; Shinji, Sinzi, シンジ are <c>sinzi</c>.
/// </summary>
internal static class Romaji
{
    private static readonly (string From, string To)[] Spellings =
    [
        ("tchi", "tti"), ("tch", "tty"), ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("ch", "ty"), ("tsu", "tu"), ("dzu", "zu"), ("fu", "hu"),
        ("ji", "zi"), ("jy", "zy"), ("j", "zy"), ("du", "zu"), ("di", "zi"), ("wo", "o"), ("l", "r"), ("mb", "nb"), ("mp", "np"), ("mm", "nm"), ("nn", "n"),
    ];

    private static readonly Dictionary<char, string> Kana = Table();

    /// <summary>The one spelling of folded Latin letters; other characters are left out.</summary>
    public static string Canonical(ReadOnlySpan<char> letters)
    {
        var text = new StringBuilder(letters.Length);
        for (int i = 0; i < letters.Length;)
        {
            if (!char.IsAsciiLetterLower(letters[i]))
            {
                i++;
                continue;
            }

            (string from, string to) = Find(letters[i..]);
            if (from.Length == 0) text.Append(letters[i++]);
            else
            {
                text.Append(to);
                i += from.Length;
            }
        }

        return ShortVowels(text);
    }

    /// <summary>The one spelling of folded kana; other characters are left out.</summary>
    public static string OfKana(ReadOnlySpan<char> kana)
    {
        var text = new StringBuilder(kana.Length * 2);
        bool doubled = false;
        foreach (char c in kana)
        {
            if (c == 'ッ') doubled = true;
            else if (c is 'ャ' or 'ュ' or 'ョ' && text.Length > 0 && text[^1] == 'i')
            {
                text.Length--;
                text.Append('y').Append(c == 'ャ' ? 'a' : c == 'ュ' ? 'u' : 'o');
            }
            else if (Kana.TryGetValue(c, out string? sound))
            {
                if (doubled) text.Append(sound[0]);
                text.Append(sound);
                doubled = false;
            }
        }

        return Canonical(text.ToString());
    }

    private static (string From, string To) Find(ReadOnlySpan<char> letters)
    {
        foreach ((string from, string to) in Spellings)
        {
            if (letters.StartsWith(from, StringComparison.Ordinal)) return (from, to);
        }

        return ("", "");
    }

    private static string ShortVowels(StringBuilder text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            char last = result.Length > 0 ? result[^1] : '\0';
            bool longVowel = (last == 'o' && c is 'o' or 'u' && last == 'o') || (last == 'u' && c == 'u');
            bool silentH = c == 'h' && last == 'o' && (i + 1 == text.Length || !"aiueoy".Contains(text[i + 1]));
            if (!longVowel && !silentH) result.Append(c);
        }

        return result.ToString();
    }

    private static Dictionary<char, string> Table()
    {
        const string rows = "アaイiウuエeオoカkaキkiクkuケkeコkoガgaギgiグguゲgeゴgoサsaシsiスsuセseソsoザzaジziズzuゼzeゾzoタtaチtiツtuテteトtoダdaヂziヅzuデdeドdo"
            + "ナnaニniヌnuネneノnoハhaヒhiフhuヘheホhoバbaビbiブbuベbeボboパpaピpiプpuペpeポpoマmaミmiムmuメmeモmoヤyaユyuヨyoラraリriルruレreロroワwaヲoンnヴbuァaィiゥuェeォo";
        Dictionary<char, string> table = [];
        for (int i = 0; i < rows.Length;)
        {
            int end = i + 1;
            while (end < rows.Length && char.IsAsciiLetterLower(rows[end])) end++;
            table.Add(rows[i], rows[(i + 1)..end]);
            i = end;
        }

        return table;
    }
}
