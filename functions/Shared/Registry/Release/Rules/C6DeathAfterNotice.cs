namespace Pipeline.Registry;

/// <summary>
/// C6: who died before the notice was delivered, or on that day, was not notified; who died after it may be released unless
/// the family opted out (both policies: <see cref="ReleaseSettings.NoticeBeforeDeath"/>,
/// <see cref="ReleaseSettings.ReleaseAfterDeath"/>). Act ch. 6 (Art. 52 ff.: 遺族 may opt out). Without a covering notice it is C2 that blocks.
/// </summary>
public sealed class C6DeathAfterNotice : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C6";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts)
    {
        if (facts.Ledger.DiedOn is null)
        {
            return null;
        }

        if (!facts.Settings.ReleaseAfterDeath)
        {
            return new BlockingRule(Id, ReasonCodes.Died);
        }

        // Only notices that C5 accepts: otherwise one notice could satisfy C5 and another C6, and a release rest on neither.
        Notice[] fresh = [.. facts.CoveringNotices.Where(facts.IsFreshEnough)];
        return fresh.Length == 0 || Array.Exists(fresh, facts.PrecedesDeath)
            ? null
            : new BlockingRule(Id, ReasonCodes.DiedBeforeNotice);
    }
}
