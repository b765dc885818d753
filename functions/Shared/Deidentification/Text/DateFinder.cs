using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>Finds dates in folded text: western and era years, compact, separated and English forms.</summary>
internal sealed partial class DateFinder(DateOnly? birthDate, DatesMode mode, DateShift shift)
{
    public void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (Match match in BirthYear.Matches(text.Plain)) spans.Add(Span(match, TextFinding.BirthDate));
        foreach (Match match in Full.Matches(text.Plain)) Add(text, WrittenDate.Of(match), spans);
        foreach (Match match in Compact.Matches(text.Plain)) Add(text, WrittenDate.Of(match), spans);
        foreach (Match match in English.Matches(text.Plain)) Add(text, WrittenDate.Of(match), spans);
        foreach (Match match in YearMonth.Matches(text.Plain)) Add(text, WrittenDate.Of(match), spans);
        foreach (Match match in ShortYear.Matches(text.Plain)) Add(text, WrittenDate.Of(match), spans);
        if (mode == DatesMode.Full) return;
        foreach (Match match in MonthDay.Matches(text.Plain))
        {
            if (!IsCovered(match, spans)) spans.Add(Span(match, TextFinding.Date));
        }
    }

    private void Add(FoldedText text, WrittenDate written, List<TextSpan> spans)
    {
        Match match = written.Match;
        bool covered = IsCovered(match, spans);
        if (written.Date is not { } date)
        {
            // Looks like a date and is none: not to be judged. Three short numbers are more often a size.
            if (!covered && mode != DatesMode.Full && !written.IsWeak) spans.Add(Span(match, TextFinding.Date));
            return;
        }

        bool birth = birthDate is { } known && (written.HasDay ? known == date : known.Year == date.Year && known.Month == date.Month);
        if (birth) spans.Add(Span(match, TextFinding.BirthDate));
        else if (covered || written.IsSegments) return;
        else if (mode == DatesMode.Remove) spans.Add(Span(match, TextFinding.Date));
        else if (mode == DatesMode.Modified) spans.Add(Span(match, TextFinding.Date) with { Replacement = shift.Apply(date) is { } moved ? written.With(moved, text) : TextCleaner.Removed });
    }

    private static bool IsCovered(Match match, List<TextSpan> spans) => spans.Exists(span => span.Start <= match.Index && span.End >= match.Index + match.Length);

    private static TextSpan Span(Match match, TextFinding finding) => new(match.Index, match.Index + match.Length, finding);

    private const string AnyYear = @"(?:(?<![\d.])(?<y>(?:18|19|20)\d{2})|(?:(?<era>明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿])|(?<![a-z])(?<era>[mtshr明大昭平令]))[ .]{0,2}(?<e>\d{1,2}|元))";
    private const string Weekday = @"(?:[ ]?\((?<w>[月火水木金土日])(?:曜日?)?\))?";

    [GeneratedRegex(AnyYear + @"[ ]?(?<s>[年./-])[ ]?(?<m>\d{1,2})[ ]?[月./-][ ]?(?<d>\d{1,2})(?!\d)(?:[ ]?日)?" + Weekday)]
    private static partial Regex Full { get; }

    [GeneratedRegex(@"(?<!\d)(?<y>(?:18|19|20)\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?!\d)")]
    private static partial Regex Compact { get; }

    [GeneratedRegex(@"(?<!\d)(?:(?<m>\d{1,2})[/.-](?<d>\d{1,2})[/.-]|(?<d>\d{1,2})[ .-]?(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .,-]{0,2})(?<y>(?:19|20)\d{2})(?!\d)|(?<![a-z])(?<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ ](?<d>\d{1,2})(?:st|nd|rd|th)?,?[ ](?<y>(?:19|20)\d{2})(?!\d)")]
    private static partial Regex English { get; }

    [GeneratedRegex(AnyYear + @"[ ]?年[ ]?(?<m>\d{1,2})[ ]?月(?![ ]?\d{1,2}[ ]?日)|(?<![\d.])(?<y>(?:19|20)\d{2})[/-](?<m>0?[1-9]|1[0-2])(?![\d/.-])|(?<![\d./-])(?<y>(?:19|20)\d{2})\.(?<m>0?[1-9]|1[0-2])(?=[にのよか月頃、]|[ ]|$)")]
    private static partial Regex YearMonth { get; }

    /// <summary>'24/3/15 and 24.3.15; a unit behind it makes it a size.</summary>
    [GeneratedRegex(@"(?<![\d./-])'?(?<k>\d{2})(?:/(?<m>\d{1,2})/|\.(?<m>\d{1,2})\.)(?<d>\d{1,2})(?![\d./-])(?![ ]?(?:mm|cm|ml|%|×|x|m/s|点|度|回))")]
    private static partial Regex ShortYear { get; }

    [GeneratedRegex(@"(?<!\d)\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日|(?:前回|次回|先回|初回|受診日?|来院日?|手術日?|検査日|検査|撮影日?|採血日?|入院日?|退院日?|予約日?)[ :は(]{0,2}(?<![\d/])(?:1[0-2]|0?[1-9])/(?:[12]\d|3[01]|0?[1-9])(?![\d/])(?![ ]?(?:mm|cm|点|人|例|回))|(?<![\d/.])(?:1[0-2]|0?[1-9])/(?:[12]\d|3[01]|0?[1-9])(?=(?:の|に|、|より|から|付|頃)?[ ]?(?:ct|mri?|us|エコー|内視鏡|採血|手術|受診|来院|入院|退院|検査|撮影|施行|初診|再診|紹介|予約))")]
    private static partial Regex MonthDay { get; }

    [GeneratedRegex(@"(?:(?:19|20)\d{2}|(?:明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|(?<![a-z])[mtshr明大昭平令]\.?)[ ]?(?:\d{1,2}|元))[ ]?(?:年[ ]?\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日|年[ ]?\d{1,2}[ ]?月|年|[./-]\d{1,2}[./-]\d{1,2}|[./-]\d{1,2})?[ ]?(?:生まれ|生(?![理検体化着食存命活涯育殖])|うまれ|ウマレ|\(?born|d\.?o\.?b)|(?:born|d\.?o\.?b\.?|birth ?date|生年月日|誕生日)[ :=は]{0,3}(?:[a-z0-9明治大正昭和平成令元㍾㍽㍼㍻㋿]{1,4}[年月./ -]?){1,3}日?(?:生)?")]
    private static partial Regex BirthYear { get; }
}
