namespace Pipeline.Registry;

/// <summary>
/// R2: the project is approved (ethics approval number, dates) and the facility takes part in it today. Ethical guidelines
/// for life science and medical research. [deck p.16-17, 24] It lifts on the first day on which both hold together.
/// </summary>
public sealed class R2ProjectIsApproved : IReleaseRule<ResearchFacts>
{
    /// <inheritdoc/>
    public string Id => "R2";

    /// <inheritdoc/>
    public BlockingRule? Check(ResearchFacts facts) => Reason(facts) is not { } reason ? null : new BlockingRule(
        Id, reason, facts.FirstDay(
            facts.Participations.Select(part => part.From).Append(facts.Project.ApprovedFrom ?? DateOnly.MinValue), later => Reason(later) is null));

    private static string? Reason(ResearchFacts facts)
    {
        DateOnly today = facts.Today;
        Project project = facts.Project;
        if (string.IsNullOrWhiteSpace(project.ApprovalNumber) || project.ApprovedFrom is not { } from)
        {
            return ReasonCodes.ProjectNotApproved;
        }

        var approval = new Period(from, project.ApprovedUntil);
        if (approval.HasEndedBy(today))
        {
            return ReasonCodes.ApprovalEnded;
        }

        if (!facts.Participations.Any(part => new Period(part.From, part.Until).Contains(today)))
        {
            return ReasonCodes.FacilityTakesNoPart;
        }

        return from > today ? ReasonCodes.ProjectNotApproved : null;
    }
}
