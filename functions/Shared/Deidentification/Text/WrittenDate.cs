using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>
/// A date as a text writes it: groups <c>y</c> year, <c>k</c> last two digits of it, <c>era</c> and <c>e</c> year of an era, <c>m</c>, <c>n</c>
/// month, <c>d</c> day, <c>w</c> weekday.
/// </summary>
internal sealed class WrittenDate
{
    private const string Weekdays = "日月火水木金土";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly (DateOnly First, string Name, char Letter, char Sign)[] Eras =
    [
        (new DateOnly(2019, 5, 1), "令和", 'r', '㋿'), (new DateOnly(1989, 1, 8), "平成", 'h', '㍻'), (new DateOnly(1926, 12, 25), "昭和", 's', '㍼'),
        (new DateOnly(1912, 7, 30), "大正", 't', '㍽'), (new DateOnly(1868, 1, 25), "明治", 'm', '㍾'),
    ];

    private readonly bool _monthLast;

    private WrittenDate(Match match)
    {
        Match = match;
        int year = Year(match), day = HasDay ? Number("d") : 1;
        int month = match.Groups["n"].Success ? 1 + Array.IndexOf(Months, match.Groups["n"].Value) : Number("m");
        if (month > 12 && day <= 12 && match.Groups["y"].Index > match.Groups["d"].Index) (month, day, _monthLast) = (day, month, true);
        if (year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)) Date = new DateOnly(year, month, day);
    }

    public Match Match { get; }

    /// <summary>The day meant, the month's first where only a month is written; null where there is no such day.</summary>
    public DateOnly? Date { get; }

    public bool HasDay => Match.Groups["d"].Success;

    /// <summary>Whether nothing but three short numbers make it a date.</summary>
    public bool IsWeak => Match.Groups["k"].Success || IsSegments;

    /// <summary>Whether it may be segments of an organ: S5/6/8, T3-4-5.</summary>
    public bool IsSegments => Match.Groups["era"].Value is ['m' or 's' or 't' or 'h'] && HasDay && Match.Groups["s"].Value is "/" or "-"
        && Number("e") <= 12 && Number("e") < Number("m") && Number("m") < Number("d") && Number("d") <= 12;

    /// <summary>Whether numbers of one digit have a zero before them, as they have in ISO's form.</summary>
    private bool IsPadded => IsCompact || Match.Groups["s"].Value == "-" || Match.Groups["m"].Value.StartsWith('0') || Match.Groups["d"].Value.StartsWith('0') || Match.Groups["e"].Value.StartsWith('0');

    /// <summary>Whether nothing stands between year and month, as in 20240315.</summary>
    private bool IsCompact => Match.Groups["y"] is { Success: true } year && year.Index + year.Length == Match.Groups["m"].Index;

    public static WrittenDate Of(Match match) => new(match);

    /// <summary>The text with another date in the same form: era, width, zeros and weekday follow.</summary>
    public string With(DateOnly date, FoldedText text)
    {
        (DateOnly First, string Name, char Letter, char Sign)? era = Match.Groups["era"].Success ? Array.Find(Eras, era => era.First <= date) : null;
        if (era is { First.Year: 1 }) return TextCleaner.Removed;
        var result = new StringBuilder();
        int at = Match.Index;
        foreach (Group group in Match.Groups.Values.Skip(1).Where(group => group.Success && group.Name != "s").OrderBy(group => group.Index))
        {
            Copy(text, at, group.Index, result);
            string original = Original(text, group.Index, group.Index + group.Length);
            result.Append(Part(group, original, date, era));
            at = group.Index + group.Length;
        }

        Copy(text, at, Match.Index + Match.Length, result);
        return result.ToString();
    }

    private string Part(Group group, string original, DateOnly date, (DateOnly First, string Name, char Letter, char Sign)? era) => group.Name switch
    {
        "era" => EraAs(original, era!.Value),
        "e" => EraYear(original, date.Year - era!.Value.First.Year + 1),
        "y" => Digits(original, date.Year),
        "k" => Digits(original, date.Year % 100),
        "m" => Digits(original, _monthLast ? date.Day : date.Month),
        "d" => Digits(original, _monthLast ? date.Month : date.Day),
        "n" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Months[date.Month - 1]),
        "w" => Weekdays[(int)date.DayOfWeek].ToString(),
        _ => original,
    };

    private static string EraAs(string original, (DateOnly First, string Name, char Letter, char Sign) era) => original switch
    {
        [>= '㍻' and <= '㍾' or '㋿'] => era.Sign.ToString(),
        [>= 'A' and <= 'Z'] => char.ToUpperInvariant(era.Letter).ToString(),
        [>= 'a' and <= 'z'] => era.Letter.ToString(),
        [>= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ'] => ((char)(char.ToUpperInvariant(era.Letter) + 0xFEE0)).ToString(),
        { Length: 1 } => era.Name[..1],
        _ => era.Name,
    };

    private string EraYear(string original, int year)
        => year == 1 && Match.Groups["era"].Length > 1 ? "元" : original == "元" ? year.ToString(CultureInfo.InvariantCulture) : Digits(original, year);

    /// <summary>A number as wide as the one it stands for.</summary>
    private string Digits(string original, int value)
    {
        bool padded = original.Length == 4 || (original.Length <= 2 && IsPadded);
        string digits = value.ToString(padded ? (original.Length == 4 ? "D4" : "D2") : "D", CultureInfo.InvariantCulture);
        return original[0] > '9' ? string.Concat(digits.Select(digit => (char)(digit + 0xFEE0))) : digits;
    }

    private static void Copy(FoldedText text, int start, int end, StringBuilder result)
    {
        if (end > start) result.Append(Original(text, start, end));
    }

    private static string Original(FoldedText text, int start, int end) => text.Original[text.OriginalStart(start)..text.OriginalEnd(end - 1)];

    private static int Year(Match match)
    {
        if (match.Groups["y"].Success) return int.Parse(match.Groups["y"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        if (match.Groups["k"].Success)
        {
            int last = int.Parse(match.Groups["k"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            return last is >= 40 and < 60 ? 0 : last < 60 ? 2000 + last : 1900 + last;
        }

        int year = match.Groups["e"].Value == "元" ? 1 : int.Parse(match.Groups["e"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        string written = match.Groups["era"].Value;
        int era = Array.FindIndex(Eras, era => written == era.Name || written[0] == era.Letter || written[0] == era.Sign || (written.Length == 1 && written[0] == era.Name[0]));
        return Eras[era].First.Year - 1 + year;
    }

    private int Number(string group)
        => int.TryParse(Match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;
}
