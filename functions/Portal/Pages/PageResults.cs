using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Pipeline.Portal;

/// <summary>Pages as results of endpoints.</summary>
internal static class PageResults
{
    /// <summary>A page with its parameters.</summary>
    public static IResult Page<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
        => new RazorComponentResult<TPage>(parameters ?? new object()) { StatusCode = status, PreventStreamingRendering = true };

    public static IResult NotFound() => Page<NoticePage>(
        new
        {
            Heading = new Bilingual("見つかりません", "Not found"),
            Body = new Bilingual("このページはないか、ご覧になる権限がありません。", "There is no such page, or it is not for you to see."),
        },
        StatusCodes.Status404NotFound);

    public static IResult Denied() => Page<NoticePage>(
        new
        {
            Heading = new Bilingual("権限がありません", "Not permitted"),
            Body = new Bilingual("このページには別の役割が必要です。必要な場合はセンターの事務局に申請してください。", "This page needs another role. Ask the center's office if you need it."),
        },
        StatusCodes.Status403Forbidden);

    public static IResult Failed() => Page<NoticePage>(
        new
        {
            Heading = new Bilingual("表示できませんでした", "This could not be shown"),
            Body = new Bilingual("一時的な障害です。しばらくしてからもう一度お試しください。", "Something failed for the moment. Please try again in a while."),
        },
        StatusCodes.Status500InternalServerError);
}
