using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The pages of society work for a facility: whom to notify, and lists of letters posted or come back.</summary>
internal static class NoticePages
{
    /// <summary>Largest list that a page takes: longer ones go by <c>center notices</c>, in parts.</summary>
    private const int LargestList = 1024 * 1024;

    private const int MostLines = 2_000;

    public static void MapNoticePages(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder notices = app.MapGroup("/notices").RequireAuthorization(Policies.OperatorPages);
        notices.MapGet("/", async (string? facility, string? page, HttpContext http, NoticeLists lists, CancellationToken cancellationToken) =>
            PageResults.Page<NoticesPage>(new { View = await lists.ReadAsync(FacilityOf(facility), PageOf(page), new Caller(http.User), cancellationToken) }));
        notices.MapGet("/list.csv", CsvAsync);
        notices.MapPost("/letters", RecordAsync).WithMetadata(new RequestSizeLimitAttribute(LargestList));
        notices.MapGet("/letters", () => Results.Redirect("/notices"));
    }

    private static async Task<IResult> CsvAsync(string? facility, HttpContext http, NoticeLists lists, CancellationToken cancellationToken)
    {
        if (FacilityOf(facility) is not { } id || await lists.CsvAsync(id, new Caller(http.User), cancellationToken) is not { } csv)
        {
            return PageResults.NotFound();
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"notices-{id}.csv\"";
        return csv;
    }

    private static async Task<IResult> RecordAsync(
        IFormCollection form, HttpContext http, RegistryContext registry, LetterRecording recording, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (FacilityOf(form["facility"]) is not { } id || !await registry.Facilities.AnyAsync(row => row.Id == id, cancellationToken))
        {
            return PageResults.NotFound();
        }

        bool returned = form["what"] == "returned";
        LetterBatch batch = BatchOf(form);
        LetterList? list = form.Files.GetFile("list") is { Length: > 0 } file ? await ReadAsync(file, cancellationToken) : null;
        string? refusal = (returned ? null : batch.Refusal(JapaneseDay.Of(clock.GetUtcNow())))
            ?? (list is null ? LetterReasons.List : list.Refusal ?? (list.Lines.Count > MostLines ? LetterReasons.TooMany : null));
        if (refusal is not null)
        {
            return PageResults.Page<LettersPage>(new { Facility = id, Returned = returned, Refusal = refusal }, StatusCodes.Status400BadRequest);
        }

        var caller = new Caller(http.User);
        LettersAnswer answer = returned
            ? await recording.ReturnedAsync(id, list!.Lines, caller, cancellationToken)
            : await recording.SentAsync(id, batch, list!.Lines, caller, cancellationToken);
        return PageResults.Page<LettersPage>(new { Facility = id, Returned = returned, Answer = answer });
    }

    private static async Task<LetterList> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        await using Stream content = file.OpenReadStream();
        return await LetterList.ReadAsync(content, cancellationToken);
    }

    private static LetterBatch BatchOf(IFormCollection form) => new(
        DateOnly.TryParseExact(form["posted"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : DateOnly.MaxValue,
        form["wording"].ToString().Trim(),
        Enum.TryParse(form["kind"], ignoreCase: true, out NoticeKind kind) ? kind : default);

    private static FacilityId? FacilityOf(string? text) => FacilityId.TryParse(text, null, out FacilityId facility) ? facility : null;

    private static int PageOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int page) && page is > 0 and < 1_000_000 ? page : 1;
}
