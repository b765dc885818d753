namespace Pipeline.Registry;

/// <summary>
/// S1: a case is visible in a project only while its anonymised copy is published there and the current decision allows it,
/// to that project's members, each within the domains of their own scope. [deck p.24: control per project and user]
/// </summary>
public static class S1CaseIsVisible
{
    /// <summary>Whether the member may see the copy.</summary>
    /// <param name="member">The membership; none: not a member.</param>
    /// <param name="copy">The copy, its case's domain being <paramref name="domain"/>.</param>
    /// <param name="decision">The current decision for that case and project; none: undecided.</param>
    public static bool Holds(ProjectMember? member, ResearchCopy copy, string? domain, ReleaseDecision? decision)
        => member is not null
            && copy.ProjectId == member.ProjectId
            && copy.State == ResearchCopyState.Published
            && decision is { Allowed: true, Current: true, Track: Track.Research }
            && decision.CaseId == copy.CaseId
            && decision.Recipient == member.ProjectId.Value
            && (member.Domains.Count == 0 || (domain is not null && member.Domains.Contains(domain)));
}
