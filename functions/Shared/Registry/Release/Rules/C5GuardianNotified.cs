namespace Pipeline.Registry;

/// <summary>
/// C5: of a patient under 16 (<see cref="ReleaseSettings.GuardianAge"/>) at the notice a guardian was notified too; on turning
/// 16 a fresh notice to the patient is needed (<see cref="ReleaseSettings.FreshNoticeAt16"/>, a policy). An unknown birth date
/// blocks. Act ch. 6 (Art. 52 ff.) and its guideline. Without a covering notice it is C2 that blocks.
/// </summary>
public sealed class C5GuardianNotified : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C5";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts) => Reason(facts) is not { } reason ? null : new BlockingRule(
        Id, reason, facts.FirstDay(facts.Ledger.Notices.Where(notice => notice.ToGuardian).Select(notice => notice.Delivered), later => Reason(later) is null));

    private static string? Reason(CertifiedFacts facts)
    {
        if (!facts.CoveringNotices.Any())
        {
            return null;
        }

        if (facts.ComesOfAge is not { } comesOfAge)
        {
            return ReasonCodes.BirthDateUnknown;
        }

        Notice[] fresh = [.. facts.CoveringNotices.Where(facts.IsFreshEnough)];
        if (fresh.Length == 0)
        {
            return ReasonCodes.FreshNoticeNeeded;
        }

        return Array.Exists(fresh, notice => notice.Delivered >= comesOfAge) || GuardianNotified(facts)
            ? null
            : ReasonCodes.GuardianNotNotified;
    }

    private static bool GuardianNotified(CertifiedFacts facts) => facts.Ledger.Notices.Any(
        notice => notice.ToGuardian && notice.Covers(facts.Processor.Use) && notice.Delivered <= facts.Today);
}
