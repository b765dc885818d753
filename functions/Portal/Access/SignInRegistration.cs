using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Pipeline.Portal;

/// <summary>Two ways in, never mixed: a cookie after sign-in for people's pages, a bearer token for the API.</summary>
internal static class SignInRegistration
{
    /// <summary>The scheme that sends people to the issuer.</summary>
    public const string SignIn = "sign-in";

    /// <summary>How long a person stays signed in: a working day.</summary>
    private static readonly TimeSpan Session = TimeSpan.FromHours(8);

    public static void AddSignIn(this IServiceCollection services, PortalSettings settings)
    {
        CookieSecurePolicy secure = settings.OneMachine ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => Cookie(options, secure))
            .AddJwtBearer(options => Bearer(options, settings))
            .AddOAuth<SignInOptions, SignInHandler>(SignIn, options => Code(options, settings, secure));
        services.AddAuthorization(Policies.Declare);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "center-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = secure;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void Cookie(CookieAuthenticationOptions options, CookieSecurePolicy secure)
    {
        options.Cookie.Name = "center";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = secure;
        options.ExpireTimeSpan = Session;
        options.SlidingExpiration = false;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/denied";
        options.ReturnUrlParameter = "to";
    }

    private static void Bearer(JwtBearerOptions options, PortalSettings settings)
    {
        options.Authority = settings.Authority!.OriginalString;
        options.RequireHttpsMetadata = !settings.OneMachine;
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            RoleClaimType = "roles",
            NameClaimType = "name",
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        };
        options.Events = new JwtBearerEvents { OnChallenge = ApiProblems.AnswerChallengeAsync, OnForbidden = ApiProblems.AnswerForbiddenAsync };
    }

    private static void Code(SignInOptions options, PortalSettings settings, CookieSecurePolicy secure)
    {
        string authority = settings.Authority!.OriginalString.TrimEnd('/');
        options.Issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !settings.OneMachine });
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.ClientId = settings.ClientId!;
        options.ClientSecret = settings.ClientSecret is { Length: > 0 } secret ? secret : "none";
        options.AuthorizationEndpoint = authority;
        options.TokenEndpoint = authority;
        options.CallbackPath = "/sign-in/callback";
        options.UsePkce = true;
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = secure;
        options.ClaimsIssuer = authority;
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/sign-in?failed=1");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
