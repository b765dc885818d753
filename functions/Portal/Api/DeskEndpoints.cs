using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The opt-out desk, for operators: take a request, and look a receipt up by its number.</summary>
internal static class DeskEndpoints
{
    public static void MapDesk(this RouteGroupBuilder api)
    {
        RouteGroupBuilder desk = api.MapGroup("").AddEndpointFilter<OperatorsOnly>();
        desk.MapPost("/facilities/{facility}/desk", RecordAsync);
        desk.MapGet("/desk/receipts/{number}", async (string number, HttpContext http, DeskReceipts receipts, CancellationToken cancellationToken) =>
            await receipts.FindAsync(number, new Caller(http.User).Subject, cancellationToken) is { } receipt ? Results.Ok(Line(receipt)) : ApiProblems.NotFound());
    }

    private static async Task<IResult> RecordAsync(FacilityId facility, DeskForm form, HttpContext http, OptOutDesk desk, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        DeskOutcome outcome = await desk.RecordAsync(form.ToRequest(facility), caller.Subject, caller.Name, cancellationToken);
        return outcome.Refusal is { } reason
            ? ApiProblems.Conflict(reason, ReasonTexts.Of(reason).Japanese, ReasonTexts.Of(reason).English)
            : Results.Ok(new { Receipt = outcome.Receipt is { } receipt ? Line(receipt) : null });
    }

    private static object Line(DeskReceipt receipt) => new
    {
        receipt.Number, Facility = receipt.FacilityId, Patient = receipt.FacilityPatientId, receipt.Kind, receipt.By, receipt.Channel, Project = receipt.ProjectId,
        receipt.Taken, TakenBy = receipt.TakenByName, receipt.KeptUntil,
    };
}
