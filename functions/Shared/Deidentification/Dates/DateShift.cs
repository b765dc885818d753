using System.Globalization;

namespace Pipeline.Deidentification;

/// <summary>A patient's own number of days that every date moves back, so that intervals stay.</summary>
/// <param name="Days">At least 1.</param>
public readonly record struct DateShift(int Days)
{
    /// <summary>The moved date; null where the calendar does not reach.</summary>
    public DateOnly? Apply(DateOnly date) => date.DayNumber >= Days ? date.AddDays(-Days) : null;

    /// <summary>A value of DA (PS3.5 §6.2): <c>YYYYMMDD</c>, or the <c>YYYY.MM.DD</c> of ACR-NEMA. Null when it is no date.</summary>
    public string? ApplyDate(string value)
        => TryParseDate(value.Trim(' ', '\0'), out DateOnly date) && Apply(date) is { } moved ? Text(moved, "yyyyMMdd") : null;

    /// <summary>
    /// A value of DT: the date moves, time and zone stay. One that is not exact to the day moves from its first day and
    /// stays as vague. Null when it is no date and time.
    /// </summary>
    public string? ApplyDateTime(string value)
    {
        string text = value.Trim(' ', '\0');
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? text.Length : end;
        if (digits is not (4 or 6 or 8 or 10 or 12 or 14)) return null;
        string rest = text[Math.Min(digits, 8)..];
        if (!DicomTimes.IsDateTimeRest(rest)) return null;
        string day = digits switch { 4 => text[..4] + "0101", 6 => text[..6] + "01", _ => text[..8] };
        if (!TryParseDate(day, out DateOnly date) || Apply(date) is not { } moved) return null;
        return Text(moved, digits switch { 4 => "yyyy", 6 => "yyyyMM", _ => "yyyyMMdd" }) + rest;
    }

    internal static bool TryParseDate(string text, out DateOnly date)
        => DateOnly.TryParseExact(text, text.Length == 10 ? "yyyy.MM.dd" : "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string Text(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
