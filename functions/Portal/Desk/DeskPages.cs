using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The opt-out desk's pages. Patient IDs travel in forms, never in addresses, which request logs keep.</summary>
internal static class DeskPages
{
    public static void MapDeskPages(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder desk = app.MapGroup("/desk").RequireAuthorization(Policies.OperatorPages);
        desk.MapGet("/", async (DeskPatients patients, CancellationToken cancellationToken) =>
            PageResults.Page<DeskPage>(new { View = await patients.EmptyAsync(cancellationToken) }));
        desk.MapPost("/patient", FindAsync);
        desk.MapGet("/patient", () => Results.Redirect("/desk"));
        desk.MapPost("/requests", RecordAsync);
        desk.MapGet("/requests", () => Results.Redirect("/desk"));
        desk.MapGet("/receipts", (string? number) => Results.Redirect(string.IsNullOrWhiteSpace(number) ? "/desk" : "/desk/receipts/" + Uri.EscapeDataString(number.Trim())));
        desk.MapGet("/receipts/{number}", ReceiptAsync);
    }

    /// <summary>Reading the form is what checks its antiforgery token.</summary>
    private static async Task<IResult> FindAsync(IFormCollection form, HttpContext http, DeskPatients patients, CancellationToken cancellationToken)
        => PageResults.Page<DeskPage>(new { View = await patients.ReadAsync(FacilityOf(form), form["patient"], new Caller(http.User), cancellationToken) });

    private static async Task<IResult> RecordAsync(IFormCollection form, HttpContext http, DeskPatients patients, OptOutDesk desk, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        if (FacilityOf(form) is not { } facility)
        {
            return Results.Redirect("/desk");
        }

        DeskOutcome outcome = await desk.RecordAsync(DeskForm.Of(form).ToRequest(facility), caller.Subject, caller.Name, cancellationToken);
        if (outcome.Receipt is { } receipt)
        {
            return Results.Redirect("/desk/receipts/" + receipt.Number);
        }

        DeskView view = await patients.ReadAsync(facility, form["patient"], caller, cancellationToken);
        return PageResults.Page<DeskPage>(
            new { View = view with { Refusal = outcome.Refusal, Recorded = outcome.Refusal is null } },
            outcome.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ReceiptAsync(string number, HttpContext http, RegistryContext registry, DeskReceipts receipts, CancellationToken cancellationToken)
    {
        if (await receipts.FindAsync(number, new Caller(http.User).Subject, cancellationToken) is not { } receipt)
        {
            return PageResults.NotFound();
        }

        Facility facility = await registry.Facilities.AsNoTracking().SingleAsync(row => row.Id == receipt.FacilityId, cancellationToken);
        Project? project = receipt.ProjectId is { } id ? await registry.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        return PageResults.Page<ReceiptPage>(new { Receipt = receipt, Facility = facility, Project = project?.Title });
    }

    private static FacilityId? FacilityOf(IFormCollection form) => FacilityId.TryParse(form["facility"], null, out FacilityId facility) ? facility : null;
}
