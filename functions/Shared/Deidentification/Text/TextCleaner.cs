using System.Buffers;
using System.Text;

namespace Pipeline.Deidentification;

/// <summary>
/// Cleans Japanese and English free text of one patient: known identifiers in every spelling, and what has the form of a
/// name, address or number. What stays doubtful is dropped. Immutable; safe on any number of threads.
/// </summary>
public sealed class TextCleaner
{
    /// <summary>Longer text is dropped: no field of a study's header has it.</summary>
    public const int LongestText = 1 << 16;

    /// <summary>What stands where something was removed.</summary>
    public const string Removed = "***";

    /// <summary>Without one of these, a text of ASCII without digits holds nothing but names that are known.</summary>
    private static readonly SearchValues<string> LatinWords = SearchValues.Create(
        ["@", "http", "www", "hospital", "clinic", "medical center", "university", "dr", "prof", "mr", "ms", "miss", "ns", "pt", "rt", "md", "rdcs", "tech", "sonographer", "operator", "physician", "by"], StringComparison.Ordinal);

    private readonly NameFinder _patient;
    private readonly NameFinder _others;
    private readonly IdentifierFinder _identifiers;
    private readonly DateFinder _dates;
    private readonly List<string> _institutions;
    private readonly bool _anyAscii;

    /// <param name="known">What identifies this patient.</param>
    /// <param name="dates">What becomes of dates in text.</param>
    /// <param name="shift">How far dates move where they are modified.</param>
    public TextCleaner(KnownIdentifiers known, DatesMode dates, DateShift shift)
    {
        _patient = new NameFinder(known.PatientNames, TextFinding.PatientName);
        _others = new NameFinder(known.OtherNames, TextFinding.Person);
        _identifiers = new IdentifierFinder(known.Numbers);
        _dates = new DateFinder(known.BirthDate, dates, shift);
        _institutions = [.. known.Institutions.Select(FoldedText.Of).Where(name => name.Length >= 2)];
        _anyAscii = _institutions.Exists(name => Ascii.IsValid(name)) || known.Numbers.Any(number => !number.Any(char.IsAsciiDigit) && number.Length > 0);
    }

    /// <summary>A cleaner for one patient, of whom nothing but the registry's knowledge is at hand.</summary>
    public static TextCleaner For(PatientContext patient, DeidentificationProfile profile, PseudonymKey key)
    {
        var known = new KnownIdentifiers { PatientNames = patient.Names, Numbers = [patient.PatientId], Institutions = patient.InstitutionNames, BirthDate = patient.BirthDate };
        return new TextCleaner(known, profile.Dates, new Pseudonyms(key).DateShift(patient.PatientId, profile.MaximumShiftDays));
    }

    /// <summary>The text without what identifies anyone, or nothing where that cannot be told.</summary>
    public CleanedText Clean(string text)
    {
        if (text.Length == 0) return new CleanedText(text, []);
        if (text.Length > LongestText || text.Any(IsUnreadable)) return new CleanedText(null, []);
        var folded = new FoldedText(text);
        List<TextSpan> spans = Find(folded);
        if (spans.Count == 0) return new CleanedText(text, []);
        List<TextFinding> findings = [.. spans.Select(span => span.Finding).Distinct().Order()];
        if (findings.Contains(TextFinding.PossiblePerson)) return new CleanedText(null, findings);
        string cleaned = Replace(folded, spans);
        // What only shows once its neighbour is gone was not understood the first time.
        bool doubtful = Find(new FoldedText(cleaned)).Exists(span => span.Finding is not (TextFinding.Date or TextFinding.OldAge));
        return new CleanedText(doubtful || cleaned.Trim() == Removed ? null : cleaned, findings);
    }

    /// <summary>What is found in a text, as places in it, before anything is decided; empty where it is too long or unreadable.</summary>
    internal IReadOnlyList<TextSpan> Locate(string text)
    {
        var folded = new FoldedText(text);
        return [.. Find(folded).Select(span => span with { Start = folded.OriginalStart(span.Start), End = folded.OriginalEnd(span.End - 1) })];
    }

    private List<TextSpan> Find(FoldedText text)
    {
        List<TextSpan> spans = [];
        bool ascii = Ascii.IsValid(text.Original), digits = text.Plain.AsSpan().ContainsAnyInRange('0', '9');
        if (ascii && !digits && !text.Plain.AsSpan().ContainsAny(LatinWords) && !_anyAscii)
        {
            _patient.FindAscii(text, spans);
            _others.FindAscii(text, spans);
            return spans;
        }

        _patient.Find(text, spans);
        _others.Find(text, spans);
        _identifiers.Find(text, spans);
        FindPlaces(text, spans);
        if (digits || text.Plain.Contains('元')) _dates.Find(text, spans);
        FindPatterns(text, digits, ascii, spans);
        return spans;
    }

    private void FindPlaces(FoldedText text, List<TextSpan> spans)
    {
        foreach (string institution in _institutions)
        {
            for (int at = text.Text.IndexOf(institution, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(institution, at + 1, StringComparison.Ordinal))
                spans.Add(new TextSpan(at, at + institution.Length, TextFinding.Institution));
        }
    }

    private static void FindPatterns(FoldedText text, bool digits, bool ascii, List<TextSpan> spans)
    {
        List<TextSpan> patterns = [];
        if (digits) PatternFinder.FindNumbers(text, patterns);
        PatternFinder.FindNetwork(text, patterns);
        InstitutionFinder.FindLatin(text, patterns);
        PersonFinder.FindLatin(text, patterns);
        if (!ascii)
        {
            PatternFinder.FindJapanese(text, patterns);
            InstitutionFinder.Find(text, patterns);
        }

        // A date is no telephone and no number, even where it looks like one.
        patterns.RemoveAll(pattern => spans.Exists(span => span.Finding == TextFinding.Date && span.Start <= pattern.Start && span.End >= pattern.End));
        spans.AddRange(patterns);
        if (ascii) return;
        List<TextSpan> people = [];
        PersonFinder.Find(text, people);
        int known = spans.Count;
        foreach (TextSpan person in people)
        {
            // Who is known by name, or is part of a place, is not somebody else too; and is not doubtful.
            bool covered = spans.Take(known).Any(span => span.Start <= person.Start && span.End >= person.End);
            bool understood = person.Finding == TextFinding.PossiblePerson
                && spans.Take(known).Concat(people).Any(span => span.Finding != TextFinding.PossiblePerson && span.Start <= person.Start && span.End > person.Start);
            if (!covered && !understood) spans.Add(person);
        }
    }

    private static string Replace(FoldedText text, List<TextSpan> spans)
    {
        spans.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.End.CompareTo(left.End));
        var result = new StringBuilder(text.Original.Length);
        int at = 0;
        for (int i = 0; i < spans.Count;)
        {
            (int start, int end) = (spans[i].Start, spans[i].End);
            string replacement = spans[i].Replacement;
            for (i++; i < spans.Count && spans[i].Start < end; i++)
            {
                // Two findings in one place: neither is written.
                replacement = Removed;
                end = Math.Max(end, spans[i].End);
            }

            result.Append(text.Original, at, text.OriginalStart(start) - at).Append(replacement);
            at = text.OriginalEnd(end - 1);
        }

        return result.Append(text.Original, at, text.Original.Length - at).ToString();
    }

    private static bool IsUnreadable(char c) => c == '\uFFFD' || (char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f'));
}
