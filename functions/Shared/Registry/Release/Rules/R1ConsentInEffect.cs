namespace Pipeline.Registry;

/// <summary>
/// R1: a research consent (研究同意) for this project, or a broad one, is in effect and not withdrawn. Ethical guidelines for
/// life science and medical research; an opt-out from the Act does not touch it (patient A). [deck p.16-17]
/// </summary>
public sealed class R1ConsentInEffect : IReleaseRule<ResearchFacts>
{
    /// <inheritdoc/>
    public string Id => "R1";

    /// <inheritdoc/>
    public BlockingRule? Check(ResearchFacts facts) => facts.Ledger.ConsentFor(facts.Project.Id) switch
    {
        null when facts.Ledger.AllConsentWithdrawn || facts.Ledger.WithdrawnProjects.Contains(facts.Project.Id) => new BlockingRule(Id, ReasonCodes.ConsentWithdrawn),
        null => new BlockingRule(Id, ReasonCodes.NoConsent),
        { From: var from } when from > facts.Today => new BlockingRule(Id, ReasonCodes.ConsentNotYet, from),
        _ => null,
    };
}
