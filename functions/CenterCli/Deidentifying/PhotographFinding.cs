using Pipeline.Imaging.Faces;

namespace Pipeline.CenterCli;

/// <summary>What was found out about one picture file when it was looked at first.</summary>
/// <param name="Scene">What it shows.</param>
/// <param name="IsFieldOfViewAlone">Whether nothing stands beside or over the endoscope's field of view.</param>
/// <param name="Hash">SHA-256 of the stripped file: only what was judged is written.</param>
/// <param name="Refusal">Why the file itself cannot be written; null where it can.</param>
/// <param name="Explanation">The refusal for a person; null: its reason says all.</param>
internal sealed record PhotographFinding(Scene Scene, bool IsFieldOfViewAlone, byte[] Hash, string? Refusal = null, string? Explanation = null)
{
    /// <summary>A file that could not be judged; it leaves its procedure unsure.</summary>
    public static PhotographFinding Refused(string reason, string? explanation = null) => new(Scene.Unsure, false, [], reason, explanation);
}
