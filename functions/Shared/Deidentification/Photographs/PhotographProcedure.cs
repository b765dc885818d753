using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>
/// The picture files of one folder, which count as one procedure: those that are proven to show the inside of a body and nothing
/// else are written without what stands beside the picture; a room before and after it is dropped; doubt about one holds all,
/// until a reviewer has looked at what is in doubt.
/// </summary>
public static class PhotographProcedure
{
    /// <summary>Judges the pictures of one procedure.</summary>
    /// <param name="findings">In the order in which they were taken.</param>
    /// <returns>A verdict for each.</returns>
    public static IReadOnlyList<PhotographVerdict> Judge(IReadOnlyList<PhotographFinding> findings)
    {
        int[] kept = [.. Enumerable.Range(0, findings.Count).Where(i => findings[i].Verdict != ReviewVerdict.Reject)];
        Scene[] scenes = [.. kept.Select(i => IsApproved(findings[i]) ? Scene.Mucosa : findings[i].Scene)];
        (int first, int end) = (0, scenes.Length);
        while (first < end && scenes[first] == Scene.Room) first++;
        while (end > first && scenes[end - 1] == Scene.Room) end--;
        string? doubt = ProcedureFrames.Find(scenes).Review;
        var verdicts = new PhotographVerdict[findings.Count];
        Array.Fill(verdicts, new PhotographVerdict(ReviewReasons.Rejected));
        for (int at = 0; at < kept.Length; at++) verdicts[kept[at]] = Judge(findings[kept[at]], isAround: first < end && (at < first || at >= end), doubt);
        return verdicts;
    }

    /// <summary>Whether a reviewer found it clean, or said what to hide.</summary>
    private static bool IsApproved(PhotographFinding finding) => finding is { Refusal: null, Verdict: ReviewVerdict.Clean or ReviewVerdict.Mask };

    private static PhotographVerdict Judge(PhotographFinding finding, bool isAround, string? doubt)
    {
        if (finding.Refusal is { } refusal) return new PhotographVerdict(refusal, finding.Explanation);
        if (isAround) return new PhotographVerdict(PhotographReasons.BeforeOrAfterProcedure);
        if (IsApproved(finding)) return PhotographVerdict.Written;
        if (finding.Size is null) return new PhotographVerdict(PhotographReasons.NotDecoded);
        string why = $"the pictures of its folder, in the order of their names, are not plainly one procedure: {doubt}";
        if (finding.Scene != Scene.Mucosa) return new PhotographVerdict(PhotographReasons.NotPlainlyMucosa, why, NeedsReviewer: true);
        if (!finding.IsFieldOfViewAlone)
            return new PhotographVerdict(PhotographReasons.MoreThanFieldOfView, "something that may be text stands beside or over the endoscope's field of view", NeedsReviewer: true);
        return doubt is null ? PhotographVerdict.Written : new PhotographVerdict(PhotographReasons.ProcedureInDoubt, why);
    }
}
