using System.Globalization;

namespace Pipeline.Deidentification;

/// <summary>Cleans the texts of one patient's objects, each distinct short text once.</summary>
internal sealed class PatientText(TextCleaner cleaner)
{
    private const int LongestKept = 64;
    private const int MostKept = 512;

    private readonly BoundedCache<CleanedText> _cleaned = new(MostKept);

    /// <summary>The cleaner of a patient: the one kept where the same is known of the patient, and dates move alike.</summary>
    public static PatientText Of(KnownIdentifiers known, DatesMode dates, DateShift shift, PatientCache cache)
        => cache.Texts.Get(
            KeyOf(known, dates, shift),
            static made => new PatientText(new TextCleaner(made.known, made.dates, made.shift)),
            (known, dates, shift));

    /// <summary>The text without what identifies anyone, or nothing where that cannot be told.</summary>
    public CleanedText Clean(string text)
        => text.Length > LongestKept ? cleaner.Clean(text) : _cleaned.Get(text, cleaner.Clean, text);

    private static string KeyOf(KnownIdentifiers known, DatesMode dates, DateShift shift) => string.Join('\u0001', (string[])
    [
        .. known.PatientNames, "\u0002", .. known.OtherNames, "\u0002", .. known.Numbers, "\u0002", .. known.Institutions, "\u0002",
        known.BirthDate?.DayNumber.ToString(CultureInfo.InvariantCulture) ?? "", dates.ToString(), shift.Days.ToString(CultureInfo.InvariantCulture),
    ]);
}
