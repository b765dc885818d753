namespace Pipeline.Deidentification;

/// <summary>A text after cleaning.</summary>
/// <param name="Text">What may be released; null when it could not be judged clean and is to be dropped.</param>
/// <param name="Findings">What was found, each kind once.</param>
public sealed record CleanedText(string? Text, IReadOnlyList<TextFinding> Findings)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsUntouched => Findings.Count == 0 && Text is not null;
}
