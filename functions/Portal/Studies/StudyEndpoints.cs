namespace Pipeline.Portal;

/// <summary>The operators' pages.</summary>
internal static class StudyEndpoints
{
    public static void MapStudies(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder studies = app.MapGroup("/studies").RequireAuthorization(Policies.OperatorPages);
        studies.MapGet("/", async (HttpContext http, StudyList list, CancellationToken cancellationToken) =>
            PageResults.Page<StudiesPage>(new { View = await list.ReadAsync(StudyFilter.From(http.Request.Query), new Caller(http.User), cancellationToken) }));
        studies.MapGet("/counts", async (StudyList list, CancellationToken cancellationToken) =>
            Results.Ok(await list.CountAsync(cancellationToken)));
        studies.MapGet("/{caseId:guid}", async (Guid caseId, HttpContext http, StudyHistory history, CancellationToken cancellationToken) =>
            await history.ReadAsync(caseId, new Caller(http.User), cancellationToken) is { } view
                ? PageResults.Page<StudyPage>(new { View = view })
                : PageResults.NotFound());
    }
}
