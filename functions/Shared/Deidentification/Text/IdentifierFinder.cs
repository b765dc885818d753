namespace Pipeline.Deidentification;

/// <summary>Finds the patient's known numbers (ID, accession, order), whatever separators, width or leading zeros they are written with.</summary>
internal sealed class IdentifierFinder
{
    private const int AnywhereLength = 6;
    private const int ShortestLength = 3;

    private readonly List<string> _identifiers = [];

    public IdentifierFinder(IEnumerable<string> identifiers)
    {
        foreach (string identifier in identifiers)
        {
            string squeezed = Squeeze(FoldedText.Of(identifier), out _);
            string trimmed = squeezed.TrimStart('0');
            if (squeezed.Length >= ShortestLength) _identifiers.Add(squeezed);
            if (trimmed.Length >= ShortestLength && trimmed != squeezed) _identifiers.Add(trimmed);
        }
    }

    public void Find(FoldedText text, List<TextSpan> spans)
    {
        if (_identifiers.Count == 0) return;
        string squeezed = Squeeze(text.Text, out List<int> places);
        foreach (string identifier in _identifiers)
        {
            for (int at = squeezed.IndexOf(identifier, StringComparison.Ordinal); at >= 0; at = squeezed.IndexOf(identifier, at + 1, StringComparison.Ordinal))
            {
                int start = places[at], end = places[at + identifier.Length - 1] + 1;
                if (identifier.Length >= AnywhereLength || StandsAlone(text.Text, start, end)) spans.Add(new TextSpan(start, end, TextFinding.PatientIdentifier));
            }
        }
    }

    private static bool StandsAlone(string text, int start, int end)
        => (start == 0 || !char.IsAsciiLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]));

    private static string Squeeze(string text, out List<int> places)
    {
        places = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (!" -_./".Contains(text[i])) places.Add(i);
        }

        List<int> kept = places;
        return string.Create(kept.Count, text, (squeezed, source) =>
        {
            for (int i = 0; i < squeezed.Length; i++) squeezed[i] = source[kept[i]];
        });
    }
}
