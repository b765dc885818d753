using Azure;
using Pipeline.Cloud;

namespace Pipeline.Portal;

/// <summary>The researchers' pages.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder search = app.MapGroup("/search").RequireAuthorization(Policies.ResearcherPages);
        search.MapGet("/", async (HttpContext http, ProjectSearch projects, CancellationToken cancellationToken) =>
            await projects.SearchAsync(SearchQuery.From(http.Request.Query), new Caller(http.User), cancellationToken) is { } view
                ? PageResults.Page<SearchPage>(new { View = view })
                : PageResults.NotFound());
        search.MapGet("/{copyId:guid}", async (Guid copyId, HttpContext http, ProjectSearch projects, CancellationToken cancellationToken) =>
            await projects.OpenAsync(copyId, new Caller(http.User), cancellationToken) is { } view
                ? PageResults.Page<CasePage>(new { View = view })
                : PageResults.NotFound());
        search.MapGet("/{copyId:guid}/preview/{n:int}", PreviewAsync);
    }

    /// <summary>A preview picture, only if the viewer may see the copy at this moment: membership, scope and publication are read anew.</summary>
    private static async Task<IResult> PreviewAsync(
        Guid copyId, int n, HttpContext http, ProjectSearch projects, StorageAccounts storage, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(copyId, new Caller(http.User), cancellationToken) is not { } view || n < 0 || n >= view.Case.Previews)
        {
            return Results.NotFound();
        }

        try
        {
            OpenedBlob picture = await storage[Containers.Preview].OpenReadAsync($"{view.Case.PreviewPrefix}/{n}.jpg", cancellationToken: cancellationToken);
            http.Response.RegisterForDisposeAsync(picture);
            return Results.Stream(picture.Content, "image/jpeg");
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return Results.NotFound();
        }
    }
}
