using System.Text;

namespace Pipeline.Deidentification.Tests;

/// <summary>Kana in Latin letters, in the ways people write their names; a table of its own.</summary>
internal static class Romanized
{
    /// <summary>How many ways there are.</summary>
    public const int Ways = 5;

    private static readonly string[] Rows =
    [
        "あa いi うu えe おo", "かka きki くku けke こko", "さsa しshi すsu せse そso", "たta ちchi つtsu てte とto", "なna にni ぬnu ねne のno", "はha ひhi ふfu へhe ほho", "まma みmi むmu めme もmo", "やya ゆyu よyo",
        "らra りri るru れre ろro", "わwa んn", "がga ぎgi ぐgu げge ごgo", "ざza じji ずzu ぜze ぞzo", "だda ぢji づzu でde どdo", "ばba びbi ぶbu べbe ぼbo", "ぱpa ぴpi ぷpu ぺpe ぽpo",
    ];

    private static readonly Dictionary<char, string> Hepburn = Rows.SelectMany(row => row.Split(' ')).ToDictionary(entry => entry[0], entry => entry[1..]);

    private static readonly Dictionary<string, string> Kunrei = new() { ["shi"] = "si", ["chi"] = "ti", ["tsu"] = "tu", ["fu"] = "hu", ["ji"] = "zi", ["sh"] = "sy", ["ch"] = "ty", ["j"] = "zy" };

    /// <param name="kana">Hiragana.</param>
    /// <param name="way">0: Hepburn, long vowels as in kana; 1: one vowel (Ono); 2: oh (Ohno); 3: Kunrei; 4: Kunrei with one vowel.</param>
    public static string Of(string kana, int way)
    {
        var text = new StringBuilder();
        for (int i = 0; i < kana.Length; i++)
        {
            if (kana[i] == 'っ')
            {
                text.Append(Sound(kana[i + 1], way)[0]);
                continue;
            }

            bool contracted = i + 1 < kana.Length && kana[i + 1] is 'ゃ' or 'ゅ' or 'ょ';
            text.Append(contracted ? Contracted(kana[i], kana[++i], way) : Sound(kana[i], way));
        }

        string plain = text.ToString();
        return way switch
        {
            1 or 4 => plain.Replace("ou", "o", StringComparison.Ordinal).Replace("oo", "o", StringComparison.Ordinal).Replace("uu", "u", StringComparison.Ordinal),
            2 => Long(plain),
            _ => plain,
        };
    }

    private static string Long(string plain)
    {
        foreach (string vowel in (string[])["ou", "oo"])
        {
            int at = plain.IndexOf(vowel, StringComparison.Ordinal);
            // Ohno, Itoh: the h stands before a consonant or at the end.
            if (at >= 0 && (at + 2 == plain.Length || !"aiueoy".Contains(plain[at + 2]))) plain = plain[..at] + "oh" + plain[(at + 2)..];
        }

        return plain;
    }

    private static string Sound(char kana, int way) => way >= 3 && Kunrei.TryGetValue(Hepburn[kana], out string? other) ? other : Hepburn[kana];

    private static string Contracted(char kana, char small, int way)
    {
        string vowel = small switch { 'ゃ' => "a", 'ゅ' => "u", _ => "o" }, consonant = Hepburn[kana][..^1];
        if (consonant is not ("sh" or "ch" or "j")) return consonant + "y" + vowel;
        return (way >= 3 ? Kunrei[consonant] : consonant) + vowel;
    }
}
