using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Registry;

/// <summary>
/// Dates as Japanese facilities write them: 2026-01-05, 2026/1/5, 20260105, 2026年1月5日, 令和8年1月5日, 令和元年5月1日, R8.1.5,
/// and likewise of 平成/H, 昭和/S, 大正/T, 明治/M. A date outside its era's days is none.
/// </summary>
public static partial class JapaneseDate
{
    private static readonly (string Kanji, char Letter, DateOnly First, DateOnly Last)[] Eras =
    [
        ("令和", 'R', new DateOnly(2019, 5, 1), DateOnly.MaxValue),
        ("平成", 'H', new DateOnly(1989, 1, 8), new DateOnly(2019, 4, 30)),
        ("昭和", 'S', new DateOnly(1926, 12, 25), new DateOnly(1989, 1, 7)),
        ("大正", 'T', new DateOnly(1912, 7, 30), new DateOnly(1926, 12, 24)),
        ("明治", 'M', new DateOnly(1868, 10, 23), new DateOnly(1912, 7, 29)),
    ];

    private static readonly DateOnly Earliest = Eras[^1].First;

    /// <summary>Reads a date between 1868-10-23 and 2999-12-31; full-width digits and signs count as half-width.</summary>
    public static bool TryParse(string text, out DateOnly date)
    {
        date = default;
        string folded = FullWidth.Fold(text).Trim();
        if (Western().Match(folded) is { Success: true } western)
        {
            return TryMake(Number(western, "y"), western, out date) && date >= Earliest && date.Year < 3000;
        }

        if (JapaneseEra().Match(folded) is not { Success: true } match)
        {
            return false;
        }

        string name = match.Groups["era"].Value;
        var era = Array.Find(Eras, candidate => candidate.Kanji == name || candidate.Letter == char.ToUpperInvariant(name[0]));
        int year = match.Groups["first"].Success ? 1 : Number(match, "y");
        return year >= 1 && TryMake(era.First.Year + year - 1, match, out date) && date >= era.First && date <= era.Last;
    }

    private static bool TryMake(int year, Match match, out DateOnly date)
    {
        int month = Number(match, "m");
        int day = Number(match, "d");
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateOnly(year, month, day) : default;
        return exists;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:(?<s>[-/.])(?<m>[0-9]{1,2})\k<s>(?<d>[0-9]{1,2})|年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日|(?<m>[0-9]{2})(?<d>[0-9]{2}))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Western();

    [GeneratedRegex(@"^(?<era>令和|平成|昭和|大正|明治|[RHSTMrhstm])(?:(?<first>元)|(?<y>[0-9]{1,2}))(?:年(?<m>[0-9]{1,2})月(?<d>[0-9]{1,2})日|[./-](?<m>[0-9]{1,2})[./-](?<d>[0-9]{1,2}))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex JapaneseEra();
}
