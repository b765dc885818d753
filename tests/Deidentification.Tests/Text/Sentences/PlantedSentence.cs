namespace Pipeline.Deidentification.Tests;

/// <summary>An identifier in a sentence.</summary>
/// <param name="Kind">What it is, e.g. <c>patient name</c>.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Text">As it is written there.</param>
/// <param name="Parts">What of it must not be left, e.g. family and given name.</param>
internal sealed record Planted(string Kind, int Start, string Text, IReadOnlyList<string> Parts)
{
    public int End => Start + Text.Length;
}

/// <summary>A sentence of a report, and what was planted in it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Pattern">What it was made from.</param>
/// <param name="Known">What the header says of the patient it is about.</param>
/// <param name="Identifiers">In order; empty for a sentence without.</param>
internal sealed record PlantedSentence(string Text, string Pattern, KnownIdentifiers Known, IReadOnlyList<Planted> Identifiers)
{
    /// <summary>The sentence without what was planted, a mark for each.</summary>
    public string Rest
    {
        get
        {
            string rest = Text;
            foreach (Planted planted in Identifiers.Reverse()) rest = rest[..planted.Start] + '\u0001' + rest[planted.End..];
            return rest;
        }
    }
}
