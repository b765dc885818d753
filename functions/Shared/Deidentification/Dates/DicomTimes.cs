using System.Text.RegularExpressions;

namespace Pipeline.Deidentification;

/// <summary>The forms of times of day and ages in PS3.5 §6.2.</summary>
internal static partial class DicomTimes
{
    /// <summary>A value of TM, the colons of ACR-NEMA allowed.</summary>
    public static bool IsTime(string value) => TimePattern.IsMatch(value.Trim(' ', '\0'));

    /// <summary>What follows the date in a value of DT: time, fraction, zone.</summary>
    public static bool IsDateTimeRest(string rest) => RestPattern.IsMatch(rest);

    /// <summary>A zone such as <c>+0900</c>.</summary>
    public static bool IsZone(string value) => ZonePattern.IsMatch(value.Trim(' ', '\0'));

    /// <summary>A value of AS, in years at most <see cref="DeidentificationProfile.OldestAge"/>; null when it is no age.</summary>
    public static string? CapAge(string value)
    {
        string age = value.Trim(' ', '\0');
        if (!AgePattern.IsMatch(age)) return null;
        int number = (100 * (age[0] - '0')) + (10 * (age[1] - '0')) + age[2] - '0';
        int perYear = age[3] switch { 'D' => 365, 'W' => 52, 'M' => 12, _ => 1 };
        return number >= DeidentificationProfile.OldestAge * perYear ? "090Y" : age;
    }

    [GeneratedRegex(@"^([01]\d|2[0-3])(:?[0-5]\d(:?([0-5]\d|60)(\.\d{1,6})?)?)?\z")]
    private static partial Regex TimePattern { get; }

    [GeneratedRegex(@"^(([01]\d|2[0-3])([0-5]\d(([0-5]\d|60)(\.\d{1,6})?)?)?)?([+-]\d{4})?\z")]
    private static partial Regex RestPattern { get; }

    [GeneratedRegex(@"^[+-](0\d|1[0-4])[0-5]\d\z")]
    private static partial Regex ZonePattern { get; }

    [GeneratedRegex(@"^\d{3}[DWMY]\z")]
    private static partial Regex AgePattern { get; }
}
