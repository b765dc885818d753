using System.Globalization;
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
        // Three digits of days, weeks or months reach no such age.
        return age[3] == 'Y' && int.Parse(age.AsSpan(0, 3), CultureInfo.InvariantCulture) > DeidentificationProfile.OldestAge ? "090Y" : age;
    }

    [GeneratedRegex(@"^([01][0-9]|2[0-3])(:?[0-5][0-9](:?([0-5][0-9]|60)(\.[0-9]{1,6})?)?)?\z")]
    private static partial Regex TimePattern { get; }

    [GeneratedRegex(@"^(([01][0-9]|2[0-3])([0-5][0-9](([0-5][0-9]|60)(\.[0-9]{1,6})?)?)?)?([+-][0-9]{4})?\z")]
    private static partial Regex RestPattern { get; }

    [GeneratedRegex(@"^[+-](0[0-9]|1[0-4])[0-5][0-9]\z")]
    private static partial Regex ZonePattern { get; }

    [GeneratedRegex(@"^[0-9]{3}[DWMY]\z")]
    private static partial Regex AgePattern { get; }
}
