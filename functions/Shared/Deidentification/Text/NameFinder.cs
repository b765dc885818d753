namespace Pipeline.Deidentification;

/// <summary>Finds one person's names in any script, order and spelling.</summary>
internal sealed class NameFinder
{
    private const string Separators = " ^・,、_.-=/\t";

    /// <summary>Spellings that are also words of reports: alone they are no name.</summary>
    private static readonly HashSet<string> Words = ["max", "min", "van", "son", "may", "can", "man", "san", "sin", "kan", "ban", "sen", "pan", "zone", "one", "tan", "test", "case", "rong", "right", "ret", "head", "neck", "hand", "art", "ct", "mr", "us"];

    private readonly List<string> _anywhere = [];
    private readonly List<string> _joined = [];
    private readonly List<(string Family, string Given)> _romaji = [];
    private readonly TextFinding _finding;

    public NameFinder(IEnumerable<string> names, TextFinding finding)
    {
        _finding = finding;
        foreach (NameForms form in names.SelectMany(NameForms.Of).Distinct())
        {
            if (form.IsLatin) _romaji.Add((Romaji.Canonical(form.Family), Romaji.Canonical(form.Given)));
            else Add(form);
        }
    }

    public void Find(FoldedText text, List<TextSpan> spans)
    {
        foreach (string part in _anywhere) FindAnywhere(text, part, spans);
        if (_joined.Count > 0) FindJoined(text, spans);
        if (_romaji.Count > 0)
        {
            FindLatin(text, spans);
            FindKana(text, spans);
        }
    }

    private void Add(NameForms form)
    {
        bool kana = form.IsKana;
        foreach (string part in form.Parts.Where(part => part.Length >= (kana ? 3 : 2))) _anywhere.Add(part);
        _joined.AddRange(form.Joined.Where(joined => joined.Length >= 2));
        if (kana) _romaji.Add((Romaji.OfKana(form.Family), Romaji.OfKana(form.Given)));
    }

    private void FindAnywhere(FoldedText text, string part, List<TextSpan> spans)
    {
        for (int at = text.Text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(part, at + 1, StringComparison.Ordinal))
            spans.Add(new TextSpan(at, at + part.Length, _finding));
    }

    private void FindJoined(FoldedText text, List<TextSpan> spans)
    {
        (string squeezed, int[] places) = Squeeze(text.Text);
        foreach (string joined in _joined)
        {
            for (int at = squeezed.IndexOf(joined, StringComparison.Ordinal); at >= 0; at = squeezed.IndexOf(joined, at + 1, StringComparison.Ordinal))
                spans.Add(new TextSpan(places[at], places[at + joined.Length - 1] + 1, _finding));
        }
    }

    private void FindLatin(FoldedText text, List<TextSpan> spans)
    {
        List<(int Start, int End, string Sound)> words = [.. Runs(text.Text, c => char.IsAsciiLetterLower(c) || c == '\'').Select(run => (run.Start, run.End, Romaji.Canonical(text.Text.AsSpan(run.Start..run.End))))];
        for (int i = 0; i < words.Count; i++)
        {
            foreach ((string family, string given) in _romaji)
            {
                if (IsName(words[i].Sound, family, given)) spans.Add(new TextSpan(words[i].Start, words[i].End, _finding));
                if (i + 1 < words.Count && family.Length > 0 && AreParts(words[i].Sound, words[i + 1].Sound, family, given))
                    spans.Add(new TextSpan(words[i].Start, words[i + 1].End, _finding));
            }
        }
    }

    private void FindKana(FoldedText text, List<TextSpan> spans)
    {
        foreach ((int start, int end) in Runs(text.Text, FoldedText.IsKana).Where(run => run.End - run.Start >= 3))
        {
            string sound = Romaji.OfKana(text.Text.AsSpan(start..end));
            if (_romaji.Exists(name => IsName(sound, name.Family, name.Given))) spans.Add(new TextSpan(start, end, _finding));
        }
    }

    private static bool IsName(string sound, string family, string given)
    {
        if (sound.Length < 3) return false;
        if (family.Length > 0 && family.Length + given.Length >= 5 && (sound.Contains(family + given, StringComparison.Ordinal) || sound.Contains(given + family, StringComparison.Ordinal))) return true;
        return IsPart(sound, family) || IsPart(sound, given);
    }

    private static bool IsPart(string sound, string part)
        => part.Length >= 3 && !Words.Contains(part) && (sound == part || (part.Length >= 5 && sound.Contains(part, StringComparison.Ordinal)));

    private static bool AreParts(string first, string second, string family, string given)
        => (first == family && second == given) || (first == given && second == family);

    private static (string Text, int[] Places) Squeeze(string text)
    {
        int[] places = new int[text.Length];
        char[] squeezed = new char[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (Separators.Contains(text[i])) continue;
            (squeezed[count], places[count]) = (text[i], i);
            count++;
        }

        return (new string(squeezed, 0, count), places);
    }

    private static IEnumerable<(int Start, int End)> Runs(string text, Func<char, bool> belongs)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!belongs(text[i])) continue;
            int start = i;
            while (i < text.Length && belongs(text[i])) i++;
            yield return (start, i);
        }
    }
}
