namespace Pipeline.Registry.Tests;

public sealed class R1ConsentInEffectTests
{
    private static readonly ProjectId Other = new("heart");

    public static TheoryData<string, LedgerEntry[], string?> Histories => new()
    {
        { "none", [], "consent.missing" },
        { "broad", [Seed.Consent()], null },
        { "for this project", [Seed.Consent(Seed.Liver)], null },
        { "for another project", [Seed.Consent(Other)], "consent.missing" },
        { "broad, withdrawn", [Seed.Consent(), Withdrawn()], "consent.withdrawn" },
        { "broad, withdrawn from this project", [Seed.Consent(), Withdrawn(Seed.Liver)], "consent.withdrawn" },
        { "broad, withdrawn from another project", [Seed.Consent(), Withdrawn(Other)], null },
        { "withdrawn from this project, broad again", [Seed.Consent(), Withdrawn(Seed.Liver), Seed.Consent()], "consent.withdrawn" },
        { "withdrawn from this project, consented to it by name", [Seed.Consent(), Withdrawn(Seed.Liver), Seed.Consent(Seed.Liver)], null },
        { "all withdrawn, consented again", [Seed.Consent(Seed.Liver), Withdrawn(), Seed.Consent()], null },
        { "from today", [new LedgerEntry(LedgerEventKind.ResearchConsent, new DateOnly(2026, 6, 1))], null },
        { "from tomorrow", [new LedgerEntry(LedgerEventKind.ResearchConsent, new DateOnly(2026, 6, 2))], "consent.not-yet" },
        { "opted out of the Act, patient A", [Seed.Consent(), Seed.OptOut()], null },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_consent_for_the_project_or_a_broad_one_is_in_effect(string history, LedgerEntry[] entries, string? reason)
        => new R1ConsentInEffect().Check(new Facts { Ledger = [Seed.Listed(), .. entries] }.Research).Why().ShouldBe(reason, history);

    [Fact]
    public void A_consent_to_come_says_when()
        => new R1ConsentInEffect().Check(new Facts { Ledger = [new LedgerEntry(LedgerEventKind.ResearchConsent, new DateOnly(2026, 6, 2))] }.Research)!
            .LiftsOn.ShouldBe(new DateOnly(2026, 6, 2));

    private static LedgerEntry Withdrawn(ProjectId? project = null) => new(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo) { ProjectId = project };
}
