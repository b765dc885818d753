using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The registry's side of the audit, for operators who hold it against the anchored chain. It names nobody.</summary>
internal static class AuditEndpoints
{
    /// <summary>Most rows of an answer.</summary>
    private const int Most = 2_000;

    public static void MapAudit(this RouteGroupBuilder api)
    {
        RouteGroupBuilder audit = api.MapGroup("/audit").AddEndpointFilter<OperatorsOnly>();
        audit.MapGet("/rows", async (long first, int count, IAuditRecords records, CancellationToken cancellationToken) =>
            Results.Ok(await records.RowsAsync(first, Math.Clamp(count, 0, Most), cancellationToken)));
        audit.MapGet("/anchors", async (long first, int count, IAuditRecords records, CancellationToken cancellationToken) =>
            Results.Ok(await records.AnchorsAsync(first, Math.Clamp(count, 0, Most), cancellationToken)));
        audit.MapGet("/waiting", async (IAuditRecords records, CancellationToken cancellationToken) =>
            Results.Ok(await records.WaitingAsync(cancellationToken)));
    }
}
