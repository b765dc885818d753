using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A facility leaves: operators hand its data over, and order that it be erased. The portal itself erases nothing.</summary>
internal static class LeavingEndpoints
{
    public static void MapLeaving(this RouteGroupBuilder api)
    {
        RouteGroupBuilder facility = api.MapGroup("/facilities/{facility}").AddEndpointFilter<OperatorsOnly>();
        facility.MapGet("/export", async (FacilityId facility, RegistryContext registry, CancellationToken cancellationToken) =>
            await registry.Facilities.AnyAsync(row => row.Id == facility, cancellationToken) ? Results.Ok(FacilityExport.Parts) : ApiProblems.NotFound());
        facility.MapGet("/export/{part}", ExportAsync);
        facility.MapGet("/erasure", async (FacilityId facility, FacilityErasures erasures, CancellationToken cancellationToken) =>
            await erasures.ReportAsync(facility, cancellationToken) is { } report ? Results.Ok(report) : ApiProblems.NotFound());
        facility.MapPost("/erasure", OrderAsync);
    }

    /// <summary>Audited before it is shown.</summary>
    private static async Task<IResult> ExportAsync(
        FacilityId facility, string part, HttpContext http, RegistryContext registry, FacilityExport export, AuditTrail audit, CancellationToken cancellationToken)
    {
        if (!await registry.Facilities.AnyAsync(row => row.Id == facility, cancellationToken) || export.Read(facility, part) is not { } rows)
        {
            return ApiProblems.NotFound();
        }

        audit.Add("facility.exported", new Caller(http.User).Subject, facility, details: new { part });
        await registry.SaveChangesAsync(cancellationToken);
        return EvidenceAnswer.Lines(http, rows);
    }

    private static async Task<IResult> OrderAsync(
        FacilityId facility, ErasureOrder order, HttpContext http, FacilityErasures erasures, CancellationToken cancellationToken)
    {
        if (order.Confirm != facility.Value)
        {
            return ApiProblems.BadRequest(
                "erasure.not-confirmed", "確認のため、消去する施設の ID を confirm にもう一度書いてください。", "To confirm, state the ID of the facility to erase again as confirm.");
        }

        return await erasures.OrderAsync(facility, new Caller(http.User).Subject, cancellationToken)
            ? Results.Ok(await erasures.ReportAsync(facility, cancellationToken))
            : ApiProblems.NotFound();
    }

    /// <param name="Confirm">The facility's ID once more.</param>
    private sealed record ErasureOrder(string? Confirm);
}
