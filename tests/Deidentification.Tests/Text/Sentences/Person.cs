namespace Pipeline.Deidentification.Tests;

/// <summary>A made-up person.</summary>
internal sealed record Person(string Family, string Given, string FamilyKana, string GivenKana)
{
    public static Person Of(Vocabulary vocabulary, Random random)
    {
        string[] family = random.Of(vocabulary.Surnames).Split(':'), given = random.Of(vocabulary.GivenNames).Split(':');
        return new Person(family[0], given[0], family[1], given[1]);
    }

    /// <summary>The value of PN (PS3.5 §6.2.1), all three groups.</summary>
    public string Value => $"{Title(Romanized.Of(FamilyKana, 0))}^{Title(Romanized.Of(GivenKana, 0))}={Family}^{Given}={FamilyKana}^{GivenKana}";

    public static string Title(string romaji) => char.ToUpperInvariant(romaji[0]) + romaji[1..];
}
