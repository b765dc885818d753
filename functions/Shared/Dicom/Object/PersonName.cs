namespace Pipeline.Dicom;

/// <summary>
/// A person name (PS3.5 §6.2.1): up to three groups separated by <c>=</c>, each of up to five components separated by
/// <c>^</c> (family, given, middle, prefix, suffix).
/// </summary>
public sealed record PersonName(string Alphabetic, string Ideographic, string Phonetic)
{
    /// <summary>The groups that are not empty.</summary>
    public IEnumerable<string> Groups => new[] { Alphabetic, Ideographic, Phonetic }.Where(group => group.Length > 0);

    /// <summary>Splits one value; what follows a third <c>=</c> stays with the third group, so that nothing is lost.</summary>
    public static PersonName Parse(string value)
    {
        string[] groups = value.Split('=', 3);
        return new PersonName(Trimmed(groups, 0), Trimmed(groups, 1), Trimmed(groups, 2));
    }

    /// <summary>The components of a group, e.g. family and given name; trailing empty ones are left out.</summary>
    public static IReadOnlyList<string> Components(string group) => group.TrimEnd('^').Split('^');

    /// <summary>As it is written in an element.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');

    private static string Trimmed(string[] groups, int index) => index < groups.Length ? groups[index].Trim(' ') : "";
}
