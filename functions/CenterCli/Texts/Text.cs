namespace Pipeline.CenterCli;

/// <summary>A sentence for people, in both languages.</summary>
public sealed record Text(string Ja, string En)
{
    /// <summary>The sentence in one language.</summary>
    public string In(Language language) => language == Language.Ja ? Ja : En;
}
