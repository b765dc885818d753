namespace Pipeline.Registry;

/// <summary>What the rules of the research track look at.</summary>
/// <param name="Project">The recipient.</param>
/// <param name="Participations">The facility's participations in that project, past and future ones too.</param>
public sealed record ResearchFacts(
    Case Case, LedgerState Ledger, Facility Facility, Project Project, IReadOnlyList<ProjectParticipation> Participations, DateTimeOffset Now, ReleaseSettings Settings)
    : ReleaseFacts(Case, Ledger, Facility, Now, Settings)
{
    /// <inheritdoc cref="ReleaseFacts.FirstDay"/>
    public DateOnly? FirstDay(IEnumerable<DateOnly> days, Func<ResearchFacts, bool> holds) => FirstDay(days, now => holds(this with { Now = now }));
}
