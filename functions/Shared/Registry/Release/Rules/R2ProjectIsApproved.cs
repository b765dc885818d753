namespace Pipeline.Registry;

/// <summary>
/// R2: the project is approved (ethics approval number, dates) and the facility takes part in it today. Ethical guidelines
/// for life science and medical research. [deck p.16-17, 24]
/// </summary>
public sealed class R2ProjectIsApproved : IReleaseRule<ResearchFacts>
{
    /// <inheritdoc/>
    public string Id => "R2";

    /// <inheritdoc/>
    public BlockingRule? Check(ResearchFacts facts)
    {
        DateOnly today = facts.Today;
        Project project = facts.Project;
        if (string.IsNullOrWhiteSpace(project.ApprovalNumber) || project.ApprovedFrom is not { } from)
        {
            return new BlockingRule(Id, ReasonCodes.ProjectNotApproved);
        }

        var approval = new Period(from, project.ApprovedUntil);
        if (approval.HasEndedBy(today))
        {
            return new BlockingRule(Id, ReasonCodes.ApprovalEnded);
        }

        Period[] parts = [.. facts.Participations.Select(part => new Period(part.From, part.Until))];
        if (!Array.Exists(parts, part => part.Contains(today)))
        {
            DateOnly? lifts = Period.NextStart(parts, today) is { } start && start < from ? from : Period.NextStart(parts, today);
            return new BlockingRule(Id, ReasonCodes.FacilityTakesNoPart, lifts);
        }

        return from > today ? new BlockingRule(Id, ReasonCodes.ProjectNotApproved, from) : null;
    }
}
