using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Pipeline.Cloud;

namespace Pipeline.LocalCenter.Development;

/// <summary>
/// Stands in for Entra on one machine: a small OpenID Connect provider (authorization code with PKCE for people, client
/// credentials for applications) at <c>/development</c>, which answers loopback only. It exists in this program alone.
/// </summary>
internal sealed class DevelopmentIssuer : IDisposable
{
    /// <summary>Audience of the portal's API.</summary>
    public const string Audience = "api://center";

    private static readonly string[] SigningAlgorithms = ["RS256"];
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly RSA key;
    private readonly RsaSecurityKey securityKey;
    private readonly TimeProvider clock;
    private readonly IReadOnlyDictionary<string, DevelopmentPrincipal> principals;
    private readonly ConcurrentDictionary<string, (DevelopmentPrincipal Who, string Challenge, string Client, DateTimeOffset Until)> codes = new();

    /// <param name="keyFile">PEM file of the signing key; made at the first start.</param>
    public DevelopmentIssuer(string keyFile, IEnumerable<DevelopmentPrincipal> principals, TimeProvider clock)
    {
        this.clock = clock;
        this.principals = principals.ToDictionary(p => p.Subject);
        key = RSA.Create(2048);
        if (File.Exists(keyFile))
        {
            key.ImportFromPem(File.ReadAllText(keyFile));
        }
        else
        {
            PrivateFile.Write(keyFile, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        securityKey = new RsaSecurityKey(key) { KeyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportRSAPublicKey()))[..16] };
    }

    /// <summary>Maps the provider's endpoints below <c>/development</c> of <paramref name="app"/>.</summary>
    /// <param name="root">The portal's own address, e.g. <c>http://localhost:7071</c>.</param>
    public void Map(IEndpointRouteBuilder app, string root)
    {
        string issuer = root + "/development";
        RouteGroupBuilder group = app.MapGroup("/development");
        group.AddEndpointFilter(async (context, next) =>
            IPAddress.IsLoopback(context.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None)
                ? await next(context)
                : Results.NotFound());
        group.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer,
            ["authorization_endpoint"] = issuer + "/authorize",
            ["token_endpoint"] = issuer + "/token",
            ["jwks_uri"] = issuer + "/keys",
            ["id_token_signing_alg_values_supported"] = SigningAlgorithms,
        }));
        group.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        group.MapGet("/authorize", (HttpRequest request) => Authorize(request));
        group.MapPost("/token", async (HttpRequest request) => Token(await request.ReadFormAsync(), issuer)).DisableAntiforgery();
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private Dictionary<string, string> PublicKey()
    {
        RSAParameters parameters = key.ExportParameters(false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = securityKey.KeyId,
            ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!),
            ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
        };
    }

    /// <summary>Shows the people to choose from; once one is chosen, sends the browser back with a code.</summary>
    private IResult Authorize(HttpRequest request)
    {
        string redirect = request.Query["redirect_uri"].ToString();
        string challenge = request.Query["code_challenge"].ToString();
        bool home = Uri.TryCreate(redirect, UriKind.Absolute, out Uri? back) && back is { Scheme: "http" or "https", IsLoopback: true };
        if (!home || challenge.Length == 0)
        {
            return Results.BadRequest();
        }

        if (!principals.TryGetValue(request.Query["as"].ToString(), out DevelopmentPrincipal? who) || who.Secret is not null)
        {
            request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            return Results.Content(Page(request), "text/html", Encoding.UTF8);
        }

        string code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        codes[code] = (who, challenge, request.Query["client_id"].ToString(), clock.GetUtcNow() + CodeLifetime);
        return Results.Redirect(QueryHelpers.AddQueryString(redirect, new Dictionary<string, string?> { ["code"] = code, ["state"] = request.Query["state"] }));
    }

    private string Page(HttpRequest request)
    {
        StringBuilder page = new("""
            <!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>開発用サインイン</title><style>body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}
            a{display:block;padding:.8rem 1rem;margin:.5rem 0;border:1px solid #8aa;border-radius:.5rem;color:#123;text-decoration:none}
            a:hover,a:focus{background:#eef6f6}small{color:#456}</style><main><h1>開発用サインイン</h1>
            <p>このページは一台の機械で動くセンターだけにあります。<br>Development sign-in: exists on this machine only.</p>
            """);
        foreach (DevelopmentPrincipal person in principals.Values.Where(p => p.Secret is null))
        {
            string link = QueryHelpers.AddQueryString(request.PathBase + request.Path + request.QueryString, "as", person.Subject);
            page.Append($"<a href=\"{HtmlEncoder.Default.Encode(link)}\">{HtmlEncoder.Default.Encode(person.Name)} <small>{string.Join(", ", person.Roles)}</small></a>");
        }

        return page.Append("</main></html>").ToString();
    }

    private IResult Token(IFormCollection form, string issuer)
    {
        DevelopmentPrincipal? who = form["grant_type"].ToString() switch
        {
            "client_credentials" => Application(form["client_id"].ToString(), form["client_secret"].ToString()),
            "authorization_code" => Person(form["code"].ToString(), form["code_verifier"].ToString()),
            _ => null,
        };
        if (who is null)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        string token = Sign(who, issuer, Audience);
        return Results.Json(new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)TokenLifetime.TotalSeconds,
            ["access_token"] = token,
            ["id_token"] = token,
        });
    }

    private DevelopmentPrincipal? Application(string id, string secret)
        => principals.TryGetValue(id, out DevelopmentPrincipal? who) && who.Secret is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(who.Secret), Encoding.UTF8.GetBytes(secret))
            ? who
            : null;

    private DevelopmentPrincipal? Person(string code, string verifier)
    {
        if (!codes.TryRemove(code, out (DevelopmentPrincipal Who, string Challenge, string Client, DateTimeOffset Until) issued) || issued.Until < clock.GetUtcNow())
        {
            return null;
        }

        string challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return challenge == issued.Challenge ? issued.Who : null;
    }

    private string Sign(DevelopmentPrincipal who, string issuer, string audience)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now + TokenLifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = who.Subject,
                ["oid"] = who.Subject,
                ["azp"] = who.Subject,
                ["name"] = who.Name,
                ["roles"] = who.Roles,
            },
            SigningCredentials = new SigningCredentials(securityKey, SecurityAlgorithms.RsaSha256),
        });
    }
}
