namespace Pipeline.Registry;

/// <summary>
/// C1: the facility is enrolled: participation filed with the ministers (届出) and published, posted for patients to see
/// (掲示), contract with this processor and entrustment contract with the society in force. Act ch. 6 (Art. 52 ff.: notification
/// to the ministers, which they publish). [deck p.18] It lifts on the first day on which all four hold together.
/// </summary>
public sealed class C1FacilityIsEnrolled : IReleaseRule<CertifiedFacts>
{
    /// <inheritdoc/>
    public string Id => "C1";

    /// <inheritdoc/>
    public BlockingRule? Check(CertifiedFacts facts)
    {
        // One answer per rule: what a person must mend first, otherwise what lasts longest.
        List<BlockingRule> missing = Missing(facts);
        BlockingRule? named = missing.Find(rule => rule.LiftsOn is null) ?? missing.MaxBy(rule => rule.LiftsOn);
        return named is null ? null : named with { LiftsOn = facts.FirstDay(Beginnings(facts), later => Missing(later).Count == 0) };
    }

    private static IEnumerable<DateOnly> Beginnings(CertifiedFacts facts)
    {
        DateOnly?[] single = [facts.Facility.FilingPublished, facts.Facility.Posted, facts.Facility.EntrustedFrom];
        return facts.Contracts.Select(contract => contract.From).Concat(single.OfType<DateOnly>());
    }

    /// <summary>What is missing today, each with the day on which it comes.</summary>
    private List<BlockingRule> Missing(CertifiedFacts facts)
    {
        Facility facility = facts.Facility;
        DateOnly today = facts.Today;
        List<BlockingRule> missing = [];
        Demand(ReasonCodes.FacilityNotFiled, Period.Of(facility.FilingPublished, facility.FilingUntil));
        Demand(ReasonCodes.FacilityNotPosted, Period.Of(facility.Posted, facility.PostedUntil));
        Demand(ReasonCodes.NoProcessorContract, [.. facts.Contracts.Select(contract => new Period(contract.From, contract.Until))]);
        Demand(ReasonCodes.NotEntrusted, Period.Of(facility.EntrustedFrom, facility.EntrustedUntil));
        return missing;

        void Demand(string reason, Period[] periods)
        {
            if (!Array.Exists(periods, period => period.Contains(today)))
            {
                missing.Add(new BlockingRule(Id, reason, Period.NextStart(periods, today)));
            }
        }
    }
}
