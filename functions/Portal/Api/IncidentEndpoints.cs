using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What a person must look into: operators see it with what to do next, and close it.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/incidents").AddEndpointFilter<OperatorsOnly>();
        group.MapGet("/", async (bool? all, Incidents incidents, CancellationToken cancellationToken) => Results.Ok(await incidents.ListAsync(all == true, cancellationToken)));
        group.MapPost("/{id:guid}/closing", async (Guid id, HttpContext http, Incidents incidents, CancellationToken cancellationToken) =>
            await incidents.CloseAsync(id, new Caller(http.User).Subject, cancellationToken) ? Results.NoContent() : ApiProblems.NotFound());
    }
}
