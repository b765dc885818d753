namespace Pipeline.Registry;

/// <summary>The rules of both tracks in their order. A release needs every one of its track to hold.</summary>
public static class ReleaseRules
{
    /// <summary>The certified track: named data to a processor.</summary>
    public static IReadOnlyList<IReleaseRule<CertifiedFacts>> OfCertified { get; } =
    [
        new I1PatientIsListed(), new I2IdentityAgrees(),
        new C1FacilityIsEnrolled(), new C2NoticeCoversUse(), new C3NoticeHasMatured(),
        new C4NoOptOut(), new C5GuardianNotified(), new C6DeathAfterNotice(), new O1IsAskedFor(),
    ];

    /// <summary>The research track: an anonymised copy to a project.</summary>
    public static IReadOnlyList<IReleaseRule<ResearchFacts>> OfResearch { get; } =
    [
        new I1PatientIsListed(), new I2IdentityAgrees(),
        new R1ConsentInEffect(), new R2ProjectIsApproved(), new R3StudyIsInScope(),
    ];

    /// <summary>Every rule of the certified track that blocks, in order.</summary>
    public static IReadOnlyList<BlockingRule> Certified(CertifiedFacts facts) => Blocking(OfCertified, facts);

    /// <summary>Every rule of the research track that blocks, in order.</summary>
    public static IReadOnlyList<BlockingRule> Research(ResearchFacts facts) => Blocking(OfResearch, facts);

    private static BlockingRule[] Blocking<TFacts>(IReadOnlyList<IReleaseRule<TFacts>> rules, TFacts facts)
        where TFacts : ReleaseFacts
        => [.. rules.Select(rule => rule.Check(facts)).OfType<BlockingRule>()];
}
