using Microsoft.AspNetCore.Mvc;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Orders of chosen studies, and which processors receive nothing else: operators' work. Names no patient.</summary>
internal static class OrderEndpoints
{
    /// <summary>The IDs of as many studies as an order may name, with room for the JSON around them.</summary>
    private const int LargestOrder = 1024 * 1024;

    public static void MapOrders(this RouteGroupBuilder api)
    {
        RouteGroupBuilder orders = api.MapGroup("/orders").AddEndpointFilter<OperatorsOnly>();
        orders.MapGet("/", async (ProcessorId? processor, bool? all, OrderReports reports, CancellationToken cancellationToken) =>
            Results.Ok(await reports.ListAsync(processor, all == true, cancellationToken)));
        orders.MapGet("/candidates", async (
            ProcessorId processor, FacilityId? facility, string? domain, string? disease, int? number, OrderReports reports, CancellationToken cancellationToken) =>
            Results.Ok(await reports.CandidatesAsync(processor, new CandidateFilter(facility, domain, disease), number ?? OrderRequest.MaximumCases, cancellationToken)));
        orders.MapGet("/{id:guid}", async (Guid id, OrderReports reports, CancellationToken cancellationToken) =>
            await reports.FindAsync(id, cancellationToken) is { } report ? Results.Ok(report) : ApiProblems.NotFound());
        orders.MapPut("/{id:guid}", PlaceAsync).WithMetadata(new RequestSizeLimitAttribute(LargestOrder));
        orders.MapPost("/{id:guid}/closing", (Guid id, OrderEnd end, HttpContext http, DeliveryOrders placed, CancellationToken cancellationToken) =>
            EndAsync(id, DeliveryOrderState.Closed, end, http, placed, cancellationToken));
        orders.MapPost("/{id:guid}/cancellation", (Guid id, OrderEnd end, HttpContext http, DeliveryOrders placed, CancellationToken cancellationToken) =>
            EndAsync(id, DeliveryOrderState.Cancelled, end, http, placed, cancellationToken));
        api.MapPut("/processors/{processor}/terms", async (
            ProcessorId processor, Terms terms, HttpContext http, ProcessorTerms processors, CancellationToken cancellationToken) =>
            await processors.SetAsync(processor, terms.OnOrder, new Caller(http.User).Subject, cancellationToken) ? Results.NoContent() : ApiProblems.NotFound())
            .AddEndpointFilter<OperatorsOnly>();
    }

    private static async Task<IResult> PlaceAsync(Guid id, Order order, HttpContext http, DeliveryOrders orders, CancellationToken cancellationToken)
    {
        if (id == Guid.Empty || order.Cases is not { Count: > 0 and <= OrderRequest.MaximumCases } || !IsReason(order.Reason))
        {
            return ApiProblems.BadRequest(
                "order.malformed",
                $"注文には検査 (1〜{OrderRequest.MaximumCases}件) と理由 ({OrderRequest.MaximumReason}字まで) が必要です。",
                $"An order needs its studies (1 to {OrderRequest.MaximumCases}) and a reason (at most {OrderRequest.MaximumReason} characters).");
        }

        OrderPlacement placement = await orders.PlaceAsync(new OrderRequest(id, order.Processor, order.Cases, order.Reason!, new Caller(http.User).Subject), cancellationToken);
        return placement.Outcome switch
        {
            OrderOutcome.Placed => Results.NoContent(),
            OrderOutcome.UnknownProcessor => ApiProblems.NotFound(),
            OrderOutcome.UnknownCases => ApiProblems.BadRequest(
                "order.unknown-cases",
                $"センターにない検査が {placement.UnknownCases.Count} 件あります (最初のもの: {placement.UnknownCases[0]})。何も注文していません。",
                $"{placement.UnknownCases.Count} studies are not known to the center (the first: {placement.UnknownCases[0]}). Nothing was ordered."),
            _ => ApiProblems.Conflict("order.other", "同じ ID の別の注文があります。", "Another order has that ID."),
        };
    }

    private static async Task<IResult> EndAsync(
        Guid id, DeliveryOrderState state, OrderEnd end, HttpContext http, DeliveryOrders orders, CancellationToken cancellationToken)
    {
        if (!IsReason(end.Reason))
        {
            return ApiProblems.BadRequest(
                "order.no-reason", $"理由を書いてください ({OrderRequest.MaximumReason}字まで)。", $"Give a reason (at most {OrderRequest.MaximumReason} characters).");
        }

        DeliveryOrderState? now = await orders.EndAsync(id, state, new Caller(http.User).Subject, end.Reason!, cancellationToken);
        return now is null ? ApiProblems.NotFound()
            : now == state ? Results.NoContent()
            : ApiProblems.Conflict("order.cancelled", "この注文は取り消されています。", "The order was cancelled.");
    }

    private static bool IsReason(string? reason) => !string.IsNullOrWhiteSpace(reason) && reason.Trim().Length <= OrderRequest.MaximumReason;

    /// <param name="Processor">For whom.</param>
    /// <param name="Cases">Which studies.</param>
    /// <param name="Reason">Why; nothing about a patient.</param>
    private sealed record Order(ProcessorId Processor, IReadOnlyList<Guid>? Cases, string? Reason);

    /// <param name="Reason">Why; nothing about a patient.</param>
    private sealed record OrderEnd(string? Reason);

    /// <param name="OnOrder">True: it receives only what orders name. False: standing delivery.</param>
    private sealed record Terms(bool OnOrder);
}
