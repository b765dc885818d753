namespace Pipeline.Deidentification;

/// <summary>What is to become of a picture file.</summary>
/// <param name="Reason">Why it is not written: a code of <see cref="Imaging.Photographs.PhotographReasons"/> or <see cref="Registry.ReviewReasons"/>; null: it is written, stripped.</param>
/// <param name="Explanation">The reason for a person; null: its code says all.</param>
/// <param name="NeedsReviewer">Whether a person's look at this very picture would decide it.</param>
public sealed record PhotographVerdict(string? Reason, string? Explanation = null, bool NeedsReviewer = false)
{
    /// <summary>It is written.</summary>
    public static PhotographVerdict Written { get; } = new((string?)null);
}
