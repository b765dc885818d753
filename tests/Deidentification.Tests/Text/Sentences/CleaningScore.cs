using System.Globalization;

namespace Pipeline.Deidentification.Tests;

/// <summary>How well the cleaner did on sentences.</summary>
internal sealed class CleaningScore
{
    /// <summary>Beyond what was planted a finding may take its label or honorific, no more.</summary>
    private const int MostBeyond = 6;

    private readonly SortedDictionary<string, (int Planted, int Removed)> _kinds = new(StringComparer.Ordinal);

    public int Sentences { get; private set; }

    public int Plain { get; private set; }

    public int Untouched { get; private set; }

    /// <summary>Sentences dropped whole because they could not be judged.</summary>
    public int Dropped { get; private set; }

    public int PlainDropped { get; private set; }

    public int Findings { get; private set; }

    public int RightFindings { get; private set; }

    public List<string> Missed { get; } = [];

    public List<string> Wrong { get; } = [];

    public int PlantedCount => _kinds.Values.Sum(kind => kind.Planted);

    public double Recall => Ratio(_kinds.Values.Sum(kind => kind.Removed), PlantedCount);

    public double Precision => Ratio(RightFindings, Findings);

    public double UntouchedShare => Ratio(Untouched, Plain);

    public static CleaningScore Of(Vocabulary vocabulary, int seed, int count)
    {
        var score = new CleaningScore();
        var generator = new SentenceGenerator(vocabulary, seed);
        foreach (PlantedSentence sentence in generator.Planted(count)) score.AddPlanted(sentence);
        foreach (PlantedSentence sentence in generator.Plain(count)) score.AddPlain(sentence);
        return score;
    }

    public IEnumerable<string> Summary()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"sentences with identifiers {Sentences}, identifiers {PlantedCount}, recall {Recall:P3}");
        yield return string.Create(CultureInfo.InvariantCulture, $"findings {Findings}, right {RightFindings}, precision {Precision:P3}; dropped whole {Dropped} of {Sentences}");
        yield return string.Create(CultureInfo.InvariantCulture, $"sentences without identifiers {Plain}, untouched {Untouched} ({UntouchedShare:P3}), dropped {PlainDropped}");
        foreach ((string kind, (int planted, int removed)) in _kinds) yield return string.Create(CultureInfo.InvariantCulture, $"  {kind}: {removed} of {planted}");
    }

    private void AddPlanted(PlantedSentence sentence)
    {
        Sentences++;
        TextCleaner cleaner = CleanerOf(sentence);
        string? cleaned = cleaner.Clean(sentence.Text).Text;
        string rest = sentence.Rest;
        foreach (Planted planted in sentence.Identifiers)
        {
            bool removed = cleaned is null || planted.Parts.All(part => Count(cleaned, part) <= Count(rest, part));
            (int all, int gone) = _kinds.GetValueOrDefault(planted.Kind);
            _kinds[planted.Kind] = (all + 1, gone + (removed ? 1 : 0));
            if (!removed) Missed.Add($"{planted.Kind} [{planted.Text}] in [{sentence.Text}] => [{cleaned}]");
        }

        List<(int Start, int End)> found = [.. Merged(cleaner.Locate(sentence.Text))];
        // A text that is nothing but identifiers was judged, and nothing of it is left.
        bool nothingElse = found is [var whole] && whole.End - whole.Start == sentence.Text.Trim().Length;
        if (cleaned is null && !nothingElse)
        {
            Dropped++;
            Findings++;
            Wrong.Add($"dropped [{sentence.Text}] {string.Join(',', cleaner.Clean(sentence.Text).Findings)}");
            return;
        }

        foreach ((int start, int end) in found)
        {
            Findings++;
            int inside = sentence.Identifiers.Sum(planted => Math.Max(0, Math.Min(end, planted.End) - Math.Max(start, planted.Start)));
            if (inside > 0 && end - start - inside <= MostBeyond) RightFindings++;
            else Wrong.Add($"[{sentence.Text[start..end]}] in [{sentence.Text}]");
        }
    }

    private void AddPlain(PlantedSentence sentence)
    {
        Plain++;
        CleanedText result = CleanerOf(sentence).Clean(sentence.Text);
        if (result.Text == sentence.Text) Untouched++;
        else Wrong.Add($"plain [{sentence.Text}] => [{result.Text}] {string.Join(',', result.Findings)}");
        if (result.Text is null) PlainDropped++;
    }

    private static TextCleaner CleanerOf(PlantedSentence sentence) => new(sentence.Known, DatesMode.Modified, new DateShift(37));

    private static IEnumerable<(int Start, int End)> Merged(IEnumerable<TextSpan> spans)
    {
        (int Start, int End)? open = null;
        foreach (TextSpan span in spans.OrderBy(span => span.Start).ThenByDescending(span => span.End))
        {
            if (open is { } last && span.Start < last.End)
            {
                open = (last.Start, Math.Max(last.End, span.End));
                continue;
            }

            if (open is { } done) yield return done;
            open = (span.Start, span.End);
        }

        if (open is { } final) yield return final;
    }

    private static int Count(string text, string part)
    {
        int count = 0;
        for (int at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal)) count++;
        return count;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
