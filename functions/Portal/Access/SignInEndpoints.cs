using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Pipeline.Portal;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (string? to, string? failed) => PageResults.Page<SignInPage>(new
        {
            Start = "/sign-in/start" + QueryString.Create("to", Local(to)),
            Failed = failed is not null,
        })).AllowAnonymous();
        app.MapGet("/sign-in/start", (string? to) => Results.Challenge(
            new AuthenticationProperties { RedirectUri = Local(to) }, [SignInRegistration.SignIn])).AllowAnonymous();
        app.MapPost("/sign-out", SignOutAsync).RequireAuthorization(Policies.AnyPage);
        app.MapGet("/denied", PageResults.Denied).AllowAnonymous();
    }

    /// <summary>Reading the form is what checks its antiforgery token.</summary>
    private static async Task<IResult> SignOutAsync(IFormCollection form, HttpContext http)
    {
        _ = form;
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.Redirect("/");
    }

    /// <summary>An address of this portal; anything else becomes the first page, so that no link can lead people away.</summary>
    private static string Local(string? address)
        => address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
            && !address.Any(char.IsControl)
            ? address
            : "/";
}
