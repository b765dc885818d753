namespace Pipeline.Registry;

/// <summary>
/// C2: a notice (通知) to this patient by this facility is recorded, and its kind covers the processor's use. Act ch. 6
/// (Art. 52 ff., amendment in force April 2024): an anonymised-only notice does not cover pseudonymised use. [deck p.16-17]
/// </summary>
public sealed class C2NoticeCoversUse : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C2";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts)
    {
        if (facts.CoveringNotices.Any())
        {
            return null;
        }

        bool otherKind = facts.Ledger.Notices.Any(notice => !notice.ToGuardian);
        return new BlockingRule(Id, otherKind ? ReasonCodes.NoticeOtherUse : ReasonCodes.NoNotice);
    }
}
