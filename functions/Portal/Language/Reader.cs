using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;

namespace Pipeline.Portal;

/// <summary>Who reads this page and in which language; one per request.</summary>
internal sealed class Reader
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>The request.</summary>
    public HttpContext Http { get; set; } = null!;

    /// <summary>The language.</summary>
    public PageLanguage Language { get; set; }

    /// <summary>For the <c>lang</c> attribute.</summary>
    public string Code => Language == PageLanguage.English ? "en" : "ja";

    /// <summary>Signed in or not.</summary>
    public ClaimsPrincipal User => Http.User;

    /// <summary>The text in the reader's language.</summary>
    public string Text(string japanese, string english) => Language == PageLanguage.English ? english : japanese;

    /// <summary>A day.</summary>
    public string Day(DateOnly day) => Language == PageLanguage.English
        ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>A day, or a dash.</summary>
    public string Day(DateOnly? day) => day is { } known ? Day(known) : "–";

    /// <summary>An instant, in Japan's time, to the minute.</summary>
    public string Instant(DateTimeOffset instant)
    {
        DateTime local = instant.ToOffset(Japan).DateTime;
        return $"{Day(DateOnly.FromDateTime(local))} {local:HH:mm}";
    }

    /// <summary>An instant, or a dash.</summary>
    public string Instant(DateTimeOffset? instant) => instant is { } known ? Instant(known) : "–";

    /// <summary>A number of bytes.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):0.#} GB"),
    };

    /// <summary>This page in the other language.</summary>
    public string OtherLanguageAddress()
    {
        Dictionary<string, string?> query = Http.Request.Query
            .Where(pair => pair.Key != LanguageChoice.Name)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query[LanguageChoice.Name] = Language == PageLanguage.English ? "ja" : "en";
        return QueryHelpers.AddQueryString(Http.Request.Path, query);
    }
}
