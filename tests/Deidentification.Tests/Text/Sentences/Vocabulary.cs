namespace Pipeline.Deidentification.Tests;

/// <summary>
/// What one half of the test set is made of. The halves have nothing in common: the cleaner is tuned on the one and its
/// figures are reported on the other. All people and places are made up of parts.
/// </summary>
internal sealed record Vocabulary
{
    public required string Half { get; init; }

    /// <summary>Family names, <c>kanji:kana</c>.</summary>
    public required IReadOnlyList<string> Surnames { get; init; }

    /// <summary>Given names, <c>kanji:kana</c>.</summary>
    public required IReadOnlyList<string> GivenNames { get; init; }

    public required IReadOnlyList<string> Hospitals { get; init; }

    public required IReadOnlyList<string> Prefectures { get; init; }

    public required IReadOnlyList<string> Municipalities { get; init; }

    public required IReadOnlyList<string> Towns { get; init; }

    public required IReadOnlyList<string> Buildings { get; init; }

    public required IReadOnlyList<string> MailDomains { get; init; }

    /// <summary>Sentences with places for identifiers, e.g. <c>{p}様、</c>; the places are those of <see cref="SentenceGenerator"/>.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Findings and remarks without identifiers.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Sentences without identifiers that look as if they had some.</summary>
    public required IReadOnlyList<string> NearMisses { get; init; }

    /// <summary>Lines of a table or a list in a text, one thing a line.</summary>
    public static string[] Lines(string block) => block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Words of a list with spaces between.</summary>
    public static string[] WordsOf(string block) => block.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
