namespace Pipeline.Registry;

/// <summary>
/// O1: the processor has standing delivery, or an order in force names the study. No rule of the law but the society's promise:
/// nothing named leaves unless somebody asked for it. [deck p.24: named data follow requests for cases]
/// </summary>
public sealed class O1IsAskedFor : IReleaseRule<CertifiedFacts>
{
    /// <summary>Its ID.</summary>
    public const string RuleId = "O1";

    /// <inheritdoc/>
    public string Id => RuleId;

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts) => facts.IsAskedFor ? null : new BlockingRule(Id, ReasonCodes.NotOrdered);
}
