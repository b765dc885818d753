namespace Pipeline.Registry;

/// <summary>
/// C3: at least 30 days (<see cref="ReleaseSettings.NoticeDays"/>) have passed since the covering notice was delivered: one
/// delivered on day D counts from day D + 30 as it begins in Japan. Act ch. 6 (Art. 52 ff.), the ministries' guideline (about 30 days).
/// Without a covering notice it is C2 that blocks. [deck p.16-17]
/// </summary>
public sealed class C3NoticeHasMatured : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C3";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts) => HasMatured(facts)
        ? null
        : new BlockingRule(Id, ReasonCodes.NoticeTooRecent, facts.FirstDay(facts.CoveringNotices.Select(facts.MaturesOn), HasMatured));

    private static bool HasMatured(CertifiedFacts facts)
    {
        Notice[] candidates = [.. facts.UsableNotices];
        if (candidates.Length == 0)
        {
            candidates = [.. facts.CoveringNotices];
        }

        return candidates.Length == 0 || facts.MaturesOn(candidates[0]) <= facts.Today;
    }
}
