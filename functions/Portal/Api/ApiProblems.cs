using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Pipeline.Portal;

/// <summary>The API's refusals as problem details (RFC 9457), said in Japanese and English.</summary>
internal static class ApiProblems
{
    public static IResult BadRequest(string code, string japanese, string english) => Problem(StatusCodes.Status400BadRequest, code, japanese, english);

    public static IResult Conflict(string code, string japanese, string english) => Problem(StatusCodes.Status409Conflict, code, japanese, english);

    public static IResult Forbidden() => Problem(
        StatusCodes.Status403Forbidden, "access.denied", "この資源を扱う権限がありません。", "You may not use this resource.");

    public static IResult NotFound() => Problem(
        StatusCodes.Status404NotFound, "not-found", "見つかりません。", "There is no such resource.");

    public static IResult TooMany() => Problem(
        StatusCodes.Status429TooManyRequests, "too-many-requests", "要求が多すぎます。しばらく待ってからやり直してください。", "Too many requests. Wait a while, then try again.");

    public static IResult NotReady() => Problem(
        StatusCodes.Status503ServiceUnavailable, "upload-key.missing", "センターの公開鍵がまだ用意されていません。しばらく待ってからやり直してください。", "The center's public key is not published yet. Wait a while, then try again.");

    public static IResult Failed() => Problem(
        StatusCodes.Status500InternalServerError, "failed", "処理できませんでした。時間をおいてやり直してください。", "This could not be done. Try again later.");

    /// <summary>The problem of an answer that the framework gave without a body, such as a body that is not JSON.</summary>
    public static IResult OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status413PayloadTooLarge => Problem(status, "request.too-large", "要求が大きすぎます。", "The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => Problem(status, "request.not-json", "JSONで送ってください。", "Send JSON."),
        >= StatusCodes.Status500InternalServerError => Failed(),
        _ => Problem(status, "request.malformed", "要求の形式が正しくありません。", "The request is malformed."),
    };

    public static async Task AnswerChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = "Bearer";
        await Problem(StatusCodes.Status401Unauthorized, "token.missing", "有効なトークンが必要です。", "A valid token is needed.").ExecuteAsync(context.HttpContext);
    }

    public static Task AnswerForbiddenAsync(ForbiddenContext context) => Forbidden().ExecuteAsync(context.HttpContext);

    private static ProblemHttpResult Problem(int status, string code, string japanese, string english) => TypedResults.Problem(new ProblemDetails
    {
        Status = status,
        Title = $"{japanese} / {english}",
        Extensions = { ["code"] = code, ["ja"] = japanese, ["en"] = english },
    });
}
