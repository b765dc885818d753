using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a project's members and its application may do, for that project and within each member's scope alone.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this RouteGroupBuilder api)
    {
        RouteGroupBuilder project = api.MapGroup("/projects/{project}");
        project.MapGet("/copies", ListAsync);
        project.MapPost("/receipts", ReceiveAsync);
        project.MapPost("/deletions", AcknowledgeAsync);
    }

    private static async Task<IResult> ListAsync(
        ProjectId project, HttpContext http, RegistryContext registry, ProjectCopies copies, CancellationToken cancellationToken)
        => await ScopeAsync(project, http, registry, cancellationToken) is { } domains
            ? Results.Ok(await copies.ListAsync(project, domains, cancellationToken))
            : ApiProblems.Forbidden();

    private static async Task<IResult> ReceiveAsync(
        ProjectId project, ReceiptRequest receipt, HttpContext http, RegistryContext registry, ProjectCopies copies, CancellationToken cancellationToken)
    {
        if (await ScopeAsync(project, http, registry, cancellationToken) is not { } domains)
        {
            return ApiProblems.Forbidden();
        }

        return receipt.IsWellFormed
            ? ReceiptResults.Of(await copies.RecordReceiptAsync(project, domains, receipt, new Caller(http.User), cancellationToken))
            : ReceiptResults.Malformed();
    }

    private static async Task<IResult> AcknowledgeAsync(
        ProjectId project, DeletionRequest deletion, HttpContext http, RegistryContext registry, ProjectCopies copies, CancellationToken cancellationToken)
        => await ScopeAsync(project, http, registry, cancellationToken) is { } domains
            ? ReceiptResults.Of(await copies.AcknowledgeDeletionAsync(project, domains, deletion.Provision, new Caller(http.User), cancellationToken))
            : ApiProblems.Forbidden();

    /// <summary>The domains the caller may see in the project, empty meaning all; null: the caller has no part in it.</summary>
    private static async Task<IReadOnlyCollection<string>?> ScopeAsync(
        ProjectId project, HttpContext http, RegistryContext registry, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        if (!http.User.IsInRole(CenterRoles.Researcher))
        {
            return null;
        }

        Project? row = await registry.Projects.AsNoTracking().Include(candidate => candidate.Members)
            .SingleOrDefaultAsync(candidate => candidate.Id == project, cancellationToken);
        return caller.Is(CenterRoles.Researcher, row?.ApplicationId)
            ? []
            : row?.Members.Find(member => member.Subject == caller.Subject)?.Domains;
    }
}
