using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What reviewers may do: look at frames that no rule could judge, decide, and keep the device rules. Nobody else may.</summary>
internal static class ReviewEndpoints
{
    public static void MapReview(this RouteGroupBuilder api)
    {
        RouteGroupBuilder review = api.MapGroup("/review").RequireAuthorization(Policies.Review);
        review.MapGet("/", async (bool? all, ReviewItems items, CancellationToken cancellationToken) => Results.Ok(await items.ListAsync(all == true, cancellationToken)));
        review.MapGet("/{id:guid}", async (Guid id, ReviewItems items, CancellationToken cancellationToken) =>
            await items.FindAsync(id, cancellationToken) is { } line ? Results.Ok(line) : ApiProblems.NotFound());
        review.MapGet("/{id:guid}/frame", FrameAsync);
        review.MapPost("/{id:guid}/decisions", DecideAsync);
        RouteGroupBuilder rules = api.MapGroup("/device-rules").RequireAuthorization(Policies.Review);
        rules.MapGet("/", async (DeviceRuleBook book, CancellationToken cancellationToken) =>
            Results.Ok((await book.CurrentAsync(cancellationToken)).Select(DeviceRuleLine.Of)));
        rules.MapPost("/{rule}/retirement", RetireAsync);
    }

    private static async Task<IResult> FrameAsync(Guid id, HttpContext http, ReviewItems items, CancellationToken cancellationToken)
    {
        if (await items.OpenFrameAsync(id, new Caller(http.User), cancellationToken) is not { } frame)
        {
            return ApiProblems.NotFound();
        }

        http.Response.RegisterForDisposeAsync(frame);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(frame.Content, "image/png");
    }

    private static async Task<IResult> DecideAsync(Guid id, RulingRequest ruling, HttpContext http, ReviewDecisions decisions, CancellationToken cancellationToken)
        => await decisions.DecideAsync(id, ruling.ToRuling(), new Caller(http.User).Subject, cancellationToken) switch
        {
            ReviewOutcome.Recorded => Results.NoContent(),
            ReviewOutcome.Unknown => ApiProblems.NotFound(),
            ReviewOutcome.NotOpen => ApiProblems.Conflict("review.not-open", "すでに決定されたか、使えなくなった項目です。", "The item was decided already, or its study may no longer be used."),
            _ => ApiProblems.BadRequest("review.unfit", "この項目にはその決定を適用できません。長方形・理由を確かめてください。", "That decision cannot be carried out on this item. Check rectangles and reason."),
        };

    private static async Task<IResult> RetireAsync(string rule, RetireRequest request, HttpContext http, DeviceRuleRetirement retirement, CancellationToken cancellationToken)
        => string.IsNullOrWhiteSpace(request.Why) || request.Why.Length > ReviewRuling.LongestWhy
            ? ApiProblems.BadRequest("device-rule.no-reason", "理由を書いてください。", "Give a reason.")
            : await retirement.RetireAsync(rule, request.Why, new Caller(http.User).Subject, cancellationToken) ? Results.NoContent() : ApiProblems.NotFound();
}
