namespace Pipeline.Registry;

/// <summary>What became of a line of a list of letters.</summary>
/// <param name="IsNew">It was recorded now.</param>
/// <param name="Refusal">Reason code; none: it is on record.</param>
public readonly record struct LetterOutcome(bool IsNew, string? Refusal)
{
    /// <summary>Recorded now.</summary>
    public static LetterOutcome Recorded { get; } = new(true, null);

    /// <summary>On record since before.</summary>
    public static LetterOutcome Already { get; } = new(false, null);

    /// <summary>Not recorded.</summary>
    public static LetterOutcome Refused(string reason) => new(false, reason);
}
