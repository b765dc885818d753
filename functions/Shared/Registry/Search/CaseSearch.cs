using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The search page's queries: what a member of a project may see (S1) and count (S2). A non-member gets nothing.</summary>
public sealed class CaseSearch(RegistryContext registry)
{
    /// <summary>Most cases of a page.</summary>
    public const int MaximumPage = 200;

    /// <summary>Searches within a project on behalf of a person.</summary>
    /// <param name="subject">The token's subject.</param>
    /// <param name="skip">Cases to pass over; their order is stable and says nothing about them.</param>
    /// <param name="take">Cases of the page, at most <see cref="MaximumPage"/>.</param>
    public async Task<CaseSearchResult> SearchAsync(
        string subject, ProjectId projectId, CaseFilter filter, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        ProjectMember? member = await MemberAsync(subject, projectId, cancellationToken);
        if (member is null)
        {
            return CaseSearchResult.Nothing;
        }

        IQueryable<ResearchCopy> visible = Visible(member, filter);
        int total = await visible.CountAsync(cancellationToken);
        List<ResearchCopy> page = await visible
            .Include(copy => copy.Case).ThenInclude(row => row.Diagnoses)
            .OrderBy(copy => copy.BlobName).Skip(skip).Take(Math.Clamp(take, 0, MaximumPage))
            .AsNoTracking().AsSplitQuery().ToListAsync(cancellationToken);
        return new CaseSearchResult([.. page.Select(AsSeen)], total, await OrderableAsync(member, filter, cancellationToken));
    }

    /// <summary>One visible case; none: there is none such, or this person may not see it.</summary>
    public async Task<VisibleCase?> FindAsync(string subject, ProjectId projectId, Guid copyId, CancellationToken cancellationToken = default)
    {
        ProjectMember? member = await MemberAsync(subject, projectId, cancellationToken);
        ResearchCopy? copy = await registry.ResearchCopies.AsNoTracking().AsSplitQuery()
            .Include(row => row.Case).ThenInclude(row => row.Diagnoses)
            .SingleOrDefaultAsync(row => row.Id == copyId, cancellationToken);
        if (copy is null)
        {
            return null;
        }

        ReleaseDecision? decision = await registry.ReleaseDecisions.AsNoTracking().SingleOrDefaultAsync(
            row => row.Current && row.CaseId == copy.CaseId && row.Track == Track.Research && row.Recipient == projectId.Value, cancellationToken);
        return S1CaseIsVisible.Holds(member, copy, copy.Case.Domain, decision) ? AsSeen(copy) : null;
    }

    /// <summary>The cases that a member may order for a processor: those seen (S1), and those only counted (S2). A non-member: none.</summary>
    internal async Task<IQueryable<Case>> OrderableByAsync(string subject, ProjectId projectId, CancellationToken cancellationToken)
    {
        if (await MemberAsync(subject, projectId, cancellationToken) is not { } member)
        {
            return registry.Cases.Where(_ => false);
        }

        var all = new CaseFilter();
        IQueryable<Guid> seen = Visible(member, all).Select(copy => copy.CaseId);
        IQueryable<Guid> counted = Orderable(member, all).Select(row => row.Id);
        return registry.Cases.Where(row => seen.Contains(row.Id) || counted.Contains(row.Id));
    }

    private Task<ProjectMember?> MemberAsync(string subject, ProjectId projectId, CancellationToken cancellationToken)
        => registry.ProjectMembers.AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == projectId && row.Subject == subject, cancellationToken);

    /// <summary>S1 as a query; <see cref="S1CaseIsVisible"/> says the same of one case.</summary>
    private IQueryable<ResearchCopy> Visible(ProjectMember member, CaseFilter filter)
    {
        IQueryable<Guid> cases = Matching(member, filter).Select(row => row.Id);
        string recipient = member.ProjectId.Value;
        return registry.ResearchCopies
            .Where(copy => copy.ProjectId == member.ProjectId && copy.State == ResearchCopyState.Published && cases.Contains(copy.CaseId))
            .Where(copy => registry.ReleaseDecisions.Any(decision => decision.CaseId == copy.CaseId && decision.Current && decision.Allowed
                && decision.Track == Track.Research && decision.Recipient == recipient))
            .Where(copy => !registry.ResearchCopies.Any(newer => newer.CaseId == copy.CaseId && newer.ProjectId == copy.ProjectId
                && newer.State == ResearchCopyState.Published && newer.ContentVersion > copy.ContentVersion));
    }

    private async Task<CountText> OrderableAsync(ProjectMember member, CaseFilter filter, CancellationToken cancellationToken)
    {
        CaseFilter banded = S2Filter.Banded(filter);
        int count = await Orderable(member, banded).CountAsync(cancellationToken);
        var wider = new List<int>();
        foreach (CaseFilter other in S2Filter.Wider(banded))
        {
            wider.Add(await Orderable(member, other).CountAsync(cancellationToken));
        }

        return S2CountIsSuppressed.Of(count, wider);
    }

    private IQueryable<Case> Orderable(ProjectMember member, CaseFilter filter)
    {
        string recipient = member.ProjectId.Value;
        return Matching(member, filter).Where(row =>
            registry.ReleaseDecisions.Any(decision => decision.CaseId == row.Id && decision.Current && (decision.Allowed || decision.AwaitsOrder) && decision.Track == Track.Certified)
            && !registry.ReleaseDecisions.Any(decision => decision.CaseId == row.Id && decision.Current && decision.Allowed
                && decision.Track == Track.Research && decision.Recipient == recipient));
    }

    private IQueryable<Case> Matching(ProjectMember member, CaseFilter filter)
    {
        IQueryable<Case> cases = registry.Cases;
        if (member.Domains.Count > 0)
        {
            List<string?> domains = [.. member.Domains];
            cases = cases.Where(row => domains.Contains(row.Domain));
        }

        if (filter.Domain is { } domain)
        {
            cases = cases.Where(row => row.Domain == domain);
        }

        if (filter.BodySite is { } site)
        {
            cases = cases.Where(row => row.BodySite == site);
        }

        if (filter.Sex is { } sex)
        {
            cases = cases.Where(row => row.Sex == sex);
        }

        if (filter.AgeFrom is { } from)
        {
            int youngest = Math.Min(from, VisibleCase.OldestAge);
            cases = cases.Where(row => row.Age >= youngest);
        }

        if (filter.AgeTo is { } oldest and < VisibleCase.OldestAge)
        {
            cases = cases.Where(row => row.Age <= oldest);
        }

        if (filter.DiseaseCode is { Length: > 0 } code)
        {
            cases = cases.Where(row => row.Diagnoses.Any(diagnosis => diagnosis.Code.StartsWith(code)));
        }

        return filter.DiseaseName is { Length: > 0 } name
            ? cases.Where(row => row.Diagnoses.Any(diagnosis => diagnosis.Name.Contains(name)))
            : cases;
    }

    private static VisibleCase AsSeen(ResearchCopy copy) => new(
        copy.Id,
        copy.Case.Age is { } age ? Math.Min(age, VisibleCase.OldestAge) : null,
        copy.Case.Sex,
        copy.Case.Domain,
        copy.Case.BodySite,
        copy.Case.Modalities,
        [.. copy.Case.Diagnoses.OrderBy(diagnosis => diagnosis.Code, StringComparer.Ordinal).Select(diagnosis => new ReportDiagnosis(diagnosis.Code, diagnosis.Name))],
        copy.PreviewPrefix,
        copy.Previews,
        copy.ReportJson);
}
