using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Society work for a facility: whom to notify, and which letters were posted or came back. Operators only.</summary>
internal static class NoticeEndpoints
{
    /// <summary>Most lines of a request; <c>center</c> sends longer lists in parts.</summary>
    private const int MostLines = 500;

    public static void MapNotices(this RouteGroupBuilder api)
    {
        RouteGroupBuilder notices = api.MapGroup("/facilities/{facility}/notices").AddEndpointFilter<OperatorsOnly>();
        notices.MapGet("/needed", async (FacilityId facility, HttpContext http, NoticeLists lists, CancellationToken cancellationToken) =>
            await lists.CsvAsync(facility, new Caller(http.User), cancellationToken) ?? ApiProblems.NotFound());
        notices.MapPost("/letters", SentAsync);
        notices.MapPost("/returns", ReturnedAsync);
    }

    private static async Task<IResult> SentAsync(
        FacilityId facility, LettersSent sent, HttpContext http, LetterRecording recording, TimeProvider clock, CancellationToken cancellationToken)
    {
        var batch = new LetterBatch(sent.Posted ?? DateOnly.MaxValue, sent.Wording ?? "", sent.Kind.GetValueOrDefault());
        return (batch.Refusal(JapaneseDay.Of(clock.GetUtcNow())) ?? RefusalOf(sent.Lines)) is { } reason
            ? ApiProblems.BadRequest(reason, ReasonTexts.Of(reason).Japanese, ReasonTexts.Of(reason).English)
            : Results.Ok(await recording.SentAsync(facility, batch, sent.Lines!.Select(line => (line.Line, line.Patient)), new Caller(http.User), cancellationToken));
    }

    private static async Task<IResult> ReturnedAsync(
        FacilityId facility, LettersReturned returned, HttpContext http, LetterRecording recording, CancellationToken cancellationToken)
        => RefusalOf(returned.Lines) is { } reason
            ? ApiProblems.BadRequest(reason, ReasonTexts.Of(reason).Japanese, ReasonTexts.Of(reason).English)
            : Results.Ok(await recording.ReturnedAsync(facility, returned.Lines!.Select(line => (line.Line, line.Patient)), new Caller(http.User), cancellationToken));

    private static string? RefusalOf(IReadOnlyList<LetterLine>? lines)
        => lines is null ? LetterReasons.List : lines.Count > MostLines ? LetterReasons.TooMany : null;

    /// <param name="Posted">Day (JST) of posting.</param>
    /// <param name="Wording">Version of the wording.</param>
    /// <param name="Kind">The uses they tell of.</param>
    /// <param name="Lines">Whom to.</param>
    private sealed record LettersSent(DateOnly? Posted, string? Wording, NoticeKind? Kind, IReadOnlyList<LetterLine>? Lines);

    /// <param name="Lines">Whose came back.</param>
    private sealed record LettersReturned(IReadOnlyList<LetterLine>? Lines);

    /// <param name="Line">Line within the caller's list.</param>
    /// <param name="Patient">患者ID.</param>
    private sealed record LetterLine(int Line, string Patient);
}
