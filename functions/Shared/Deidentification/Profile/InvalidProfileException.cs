namespace Pipeline.Deidentification;

/// <summary>A profile that cannot be used.</summary>
/// <param name="errors">Every error, each with its place in the file, e.g. <c>exceptions[2].reason: is missing</c>.</param>
public sealed class InvalidProfileException(IReadOnlyList<string> errors)
    : Exception("The de-identification profile is refused: " + string.Join("; ", errors))
{
    /// <summary>Every error, each with its place in the file.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
