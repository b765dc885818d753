namespace Pipeline.Registry;

/// <summary>Notice letters (通知書) posted together.</summary>
/// <param name="Posted">Day (JST) of posting.</param>
/// <param name="Wording">Version of the wording, e.g. <c>2026-04</c>.</param>
/// <param name="Kind">The uses they tell of.</param>
public sealed record LetterBatch(DateOnly Posted, string Wording, NoticeKind Kind)
{
    /// <summary>Most characters of a wording's version.</summary>
    public const int LongestWording = 60;

    /// <summary>A year back at most: a date mistyped would let the days of C3 have passed at once.</summary>
    private const int OldestDays = 366;

    /// <summary>Why the batch as a whole cannot be recorded: a reason code; none: it can.</summary>
    public string? Refusal(DateOnly today)
        => Posted > today || Posted < today.AddDays(-OldestDays) ? LetterReasons.Date
            : string.IsNullOrWhiteSpace(Wording) || Wording.Length > LongestWording || Wording.Any(char.IsControl) ? LetterReasons.Wording
            : !Enum.IsDefined(Kind) ? LetterReasons.Kind
            : null;
}
