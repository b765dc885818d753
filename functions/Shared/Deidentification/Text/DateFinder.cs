using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds dates in folded text: western and era years, compact, separated and English forms.</summary>
internal sealed partial class DateFinder(DateOnly? birthDate, DatesMode mode, DateShift shift)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in BirthYear.Matches(text.Text)) spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.BirthDate));
        foreach (Match match in Full.Matches(text.Text)) Add(match, Year(match), Number(match, "m"), Number(match, "d"), exact: true, spans);
        foreach (Match match in Compact.Matches(text.Text)) Add(match, Number(match, "y"), Number(match, "m"), Number(match, "d"), exact: true, spans);
        foreach (Match match in English.Matches(text.Text)) AddEnglish(match, spans);
        foreach (Match match in YearMonth.Matches(text.Text)) Add(match, Year(match), Number(match, "m"), 1, exact: false, spans);
        foreach (Match match in MonthDay.Matches(text.Text))
        {
            if (mode != DatesMode.Full && !spans.Exists(span => span.Start <= match.Index && span.End >= match.Index + match.Length))
                spans.Add(new TextSpan(match.Index, match.Index + match.Length, TextFinding.Date));
        }
    }

    private void AddEnglish(Match match, List<TextSpan> spans)
    {
        int month = match.Groups["n"].Success ? 1 + Array.IndexOf(Months, match.Groups["n"].Value) : Number(match, "m");
        int day = Number(match, "d");
        if (month > 12 && day <= 12) (month, day) = (day, month);
        Add(match, Number(match, "y"), month, day, exact: true, spans);
    }

    private void Add(Match match, int year, int month, int day, bool exact, List<TextSpan> spans)
    {
        int start = match.Index, end = match.Index + match.Length;
        bool covered = spans.Exists(span => span.Start <= start && span.End >= end);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            // Looks like a date and is none: not to be judged.
            if (!covered && mode != DatesMode.Full) spans.Add(new TextSpan(start, end, TextFinding.Date));
            return;
        }

        var date = new DateOnly(year, month, day);
        bool birth = birthDate is { } known && (exact ? known == date : known.Year == year && known.Month == month);
        if (birth) spans.Add(new TextSpan(start, end, TextFinding.BirthDate));
        else if (!covered && mode == DatesMode.Remove) spans.Add(new TextSpan(start, end, TextFinding.Date));
        else if (!covered && mode == DatesMode.Modified) spans.Add(new TextSpan(start, end, TextFinding.Date, Moved(match, date, exact)));
    }

    /// <summary>A compact date stays compact; every other form becomes ISO's, era years with them.</summary>
    private string Moved(Match match, DateOnly date, bool exact)
    {
        string format = !exact ? "yyyy-MM" : match.Groups["c"].Success ? "yyyyMMdd" : "yyyy-MM-dd";
        return shift.Apply(date)?.ToString(format, CultureInfo.InvariantCulture) ?? TextCleaner.Removed;
    }

    private static int Year(Match match)
    {
        if (match.Groups["y"].Success) return Number(match, "y");
        int year = match.Groups["e"].Value == "元" ? 1 : Number(match, "e");
        return year + match.Groups["era"].Value switch
        {
            "明治" or "m" => 1867,
            "大正" or "t" => 1911,
            "昭和" or "s" => 1925,
            "平成" or "h" => 1988,
            _ => 2018,
        };
    }

    private static int Number(Match match, string group)
        => int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private const string AnyYear = @"(?:(?<![\d.])(?<y>(?:18|19|20)\d{2})|(?:(?<era>明治|大正|昭和|平成|令和)|(?<![a-z])(?<era>[mtshr]))\s?\.?\s?(?<e>\d{1,2}|元))";

    [GeneratedRegex(AnyYear + @"\s?[年./-]\s?(?<m>\d{1,2})\s?[月./-]\s?(?<d>\d{1,2})(?!\d)\s?日?")]
    private static partial Regex Full { get; }

    [GeneratedRegex(@"(?<!\d)(?<c>(?<y>(?:18|19|20)\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01]))(?!\d)")]
    private static partial Regex Compact { get; }

    [GeneratedRegex(@"(?<!\d)(?:(?<m>\d{1,2})[/.-](?<d>\d{1,2})[/.-]|(?<d>\d{1,2})[\s.-]?(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s.,-]{0,2})(?<y>(?:19|20)\d{2})(?!\d)|(?<![a-z])(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?<y>(?:19|20)\d{2})(?!\d)")]
    private static partial Regex English { get; }

    [GeneratedRegex(AnyYear + @"\s?年\s?(?<m>\d{1,2})\s?月(?!\s?\d{1,2}\s?日)|(?<![\d.])(?<y>(?:19|20)\d{2})[/-](?<m>0?[1-9]|1[0-2])(?![\d/.-])")]
    private static partial Regex YearMonth { get; }

    [GeneratedRegex(@"(?<!\d)\d{1,2}\s?月\s?\d{1,2}\s?日")]
    private static partial Regex MonthDay { get; }

    [GeneratedRegex(@"(?:(?:19|20)\d{2}|(?:明治|大正|昭和|平成|令和|(?<![a-z])[mtshr]\.?)\s?(?:\d{1,2}|元))\s?(?:年|年\s?\d{1,2}\s?月|年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[./-]\d{1,2}[./-]\d{1,2})?\s?(?:生マレ|生(?![理検化体着食存命活涯育殖])|ウマレ|\(?born|d\.?o\.?b)|(?:born|d\.?o\.?b\.?|birth ?date|生年月日|誕生日)[\s:]{0,3}(?:[a-z0-9明治大正昭和平成令]{1,4}[年./ -]?){1,3}日?")]
    private static partial Regex BirthYear { get; }
}
