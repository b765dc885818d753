using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>
/// Search on behalf of a person, within that person's own projects. What is shown is anonymised; who looked at which copy
/// is audited all the same, before it is shown.
/// </summary>
internal sealed class ProjectSearch(RegistryContext registry, CaseSearch search, AuditTrail audit)
{
    /// <summary>Searches; none: the project asked for is not the person's.</summary>
    public async Task<SearchView?> SearchAsync(SearchQuery query, Caller caller, CancellationToken cancellationToken)
    {
        string subject = caller.Subject;
        List<Project> projects = await registry.Projects.AsNoTracking()
            .Where(project => project.Members.Any(member => member.Subject == subject))
            .OrderBy(project => project.Id)
            .ToListAsync(cancellationToken);
        Project? project = query.Project is { } asked ? projects.Find(candidate => candidate.Id == asked) : projects.FirstOrDefault();
        if (project is null)
        {
            return query.Project is null ? new SearchView(query, projects, null, CaseSearchResult.Nothing) : null;
        }

        CaseSearchResult result = await search.SearchAsync(
            subject, project.Id, query.Filter, (query.Page - 1) * SearchQuery.PageLength, SearchQuery.PageLength, cancellationToken);
        await AuditAsync("search.viewed", caller, project.Id, result.Cases.Select(found => found.CopyId), cancellationToken);
        return new SearchView(query with { Project = project.Id }, projects, project, result);
    }

    /// <summary>One case, if the person may see it now; none: there is none such for this person.</summary>
    public async Task<CaseView?> OpenAsync(Guid copyId, Caller caller, CancellationToken cancellationToken)
    {
        CaseView? view = await FindAsync(copyId, caller, cancellationToken);
        if (view is not null)
        {
            await AuditAsync("copy.viewed", caller, view.Project.Id, [copyId], cancellationToken);
        }

        return view;
    }

    /// <summary>As <see cref="OpenAsync"/>, for a picture of a page that was audited.</summary>
    public async Task<CaseView?> FindAsync(Guid copyId, Caller caller, CancellationToken cancellationToken)
    {
        Project? project = await registry.Projects.AsNoTracking()
            .SingleOrDefaultAsync(row => registry.ResearchCopies.Any(copy => copy.Id == copyId && copy.ProjectId == row.Id), cancellationToken);
        if (project is null || await search.FindAsync(caller.Subject, project.Id, copyId, cancellationToken) is not { } found)
        {
            return null;
        }

        return new CaseView(project, found);
    }

    private async Task AuditAsync(string action, Caller caller, ProjectId project, IEnumerable<Guid> copies, CancellationToken cancellationToken)
    {
        audit.Add(action, caller.Subject, details: new { project = project.Value, copies = copies.ToArray() });
        await registry.SaveChangesAsync(cancellationToken);
    }
}
