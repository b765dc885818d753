namespace Pipeline.Registry;

/// <summary>
/// C1: the facility is enrolled: participation filed with the ministers (届出) and published, posted for patients to see
/// (掲示), contract with this processor and entrustment contract with the society in force. [deck p.18]
/// </summary>
public sealed class C1FacilityIsEnrolled : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C1";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts)
    {
        Facility facility = facts.Facility;
        DateOnly today = facts.Today;
        List<BlockingRule> missing = [];
        if (!(facility.FilingPublished <= today))
        {
            missing.Add(new BlockingRule(Id, ReasonCodes.FacilityNotFiled, facility.FilingPublished));
        }

        if (!(facility.Posted <= today))
        {
            missing.Add(new BlockingRule(Id, ReasonCodes.FacilityNotPosted, facility.Posted));
        }

        Period[] contracts = [.. facts.Contracts.Select(contract => new Period(contract.From, contract.Until))];
        if (!contracts.Any(contract => contract.Contains(today)))
        {
            missing.Add(new BlockingRule(Id, ReasonCodes.NoProcessorContract, Period.NextStart(contracts, today)));
        }

        Period[] entrustment = facility.EntrustedFrom is { } from ? [new Period(from, facility.EntrustedUntil)] : [];
        if (!entrustment.Any(contract => contract.Contains(today)))
        {
            missing.Add(new BlockingRule(Id, ReasonCodes.NotEntrusted, Period.NextStart(entrustment, today)));
        }

        // One answer per rule: what a person must mend first, otherwise what lasts longest.
        return missing.Find(rule => rule.LiftsOn is null) ?? missing.MaxBy(rule => rule.LiftsOn);
    }
}
