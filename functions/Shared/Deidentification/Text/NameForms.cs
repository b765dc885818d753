namespace Pipeline.Deidentification;

/// <summary>One person's name in one script, folded: as the text is searched for it.</summary>
/// <param name="Family">Family name; empty where the name has one part.</param>
/// <param name="Given">Given name, or the whole of a name without parts.</param>
internal sealed record NameForms(string Family, string Given)
{
    private static readonly char[] PartSeparators = ['^', ' ', ',', '、', '・', '_', '\0'];

    /// <summary>The forms in a value of PN (up to three groups), or of a name written with spaces.</summary>
    public static IEnumerable<NameForms> Of(string name)
    {
        foreach (string group in FoldedText.Of(name).Split('=', '\\'))
        {
            string[] parts = group.Split(PartSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 1) yield return new NameForms("", parts[0]);
            for (int i = 1; i < parts.Length; i++)
            {
                yield return new NameForms(parts[0], parts[i]);
            }
        }
    }

    /// <summary>Both orders, without anything between.</summary>
    public IEnumerable<string> Joined => Family.Length == 0 ? [Given] : [Family + Given, Given + Family];

    public IEnumerable<string> Parts => Family.Length == 0 ? [Given] : [Family, Given];

    public bool IsLatin => (Family + Given).Any(char.IsAsciiLetterLower);

    public bool IsKana => (Family + Given).All(FoldedText.IsKana);
}
