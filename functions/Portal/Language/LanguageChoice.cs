namespace Pipeline.Portal;

/// <summary>Settles the language of a request: <c>?lang=</c>, which a cookie then remembers; the cookie; else Japanese.</summary>
internal sealed class LanguageChoice(RequestDelegate next)
{
    /// <summary>Name of the query parameter and of the cookie.</summary>
    public const string Name = "lang";

    public Task InvokeAsync(HttpContext http, Reader reader)
    {
        string? asked = http.Request.Query[Name];
        if (asked is "ja" or "en")
        {
            http.Response.Cookies.Append(Name, asked, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            });
        }

        string? chosen = asked is "ja" or "en" ? asked : http.Request.Cookies[Name];
        reader.Language = chosen == "en" ? PageLanguage.English : PageLanguage.Japanese;
        reader.Http = http;
        return next(http);
    }
}
