namespace Pipeline.Registry;

/// <summary>
/// C4: no opt-out by patient, guardian or bereaved is in effect, and no notice was withdrawn or found never delivered, which
/// counts as one. Act ch. 6 (Art. 52 ff.: provision stops on request); takes effect as it is recorded. [deck p.16-17]
/// </summary>
public sealed class C4NoOptOut : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C4";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts) => facts.Ledger switch
    {
        { OptedOut: true } => new BlockingRule(Id, ReasonCodes.OptedOut),
        { NoticeVoided: true } => new BlockingRule(Id, ReasonCodes.NoticeVoided),
        _ => null,
    };
}
