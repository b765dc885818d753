using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace Pipeline.Portal;

/// <summary>Who may use which group of routes. What names no policy is denied.</summary>
internal static class Policies
{
    /// <summary>Operators' pages.</summary>
    public const string OperatorPages = "operator-pages";

    /// <summary>Researchers' pages.</summary>
    public const string ResearcherPages = "researcher-pages";

    /// <summary>Pages of anyone signed in.</summary>
    public const string AnyPage = "any-page";

    /// <summary>The JSON API: a bearer token, never the cookie.</summary>
    public const string Api = "api";

    /// <summary>The review queue's part of the API.</summary>
    public const string Review = "review";

    public static void Declare(AuthorizationOptions options)
    {
        options.AddPolicy(OperatorPages, policy => Page(policy).RequireRole(CenterRoles.Operator));
        options.AddPolicy(ResearcherPages, policy => Page(policy).RequireRole(CenterRoles.Researcher));
        options.AddPolicy(AnyPage, policy => Page(policy));
        options.AddPolicy(Api, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasClaim(claim => claim.Type is "oid" or "sub")));
        options.AddPolicy(Review, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()
            .RequireRole(CenterRoles.Reviewer));
        options.FallbackPolicy = new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme)
            .RequireAssertion(_ => false).Build();
    }

    private static AuthorizationPolicyBuilder Page(AuthorizationPolicyBuilder policy)
        => policy.AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser();
}
