using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Pipeline.Portal.Tests;

/// <summary>An OpenID Connect provider for tests: discovery, keys, authorization code with PKCE; vouches for whoever is asked for.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "api://center";
    public const string ClientId = "portal";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Person, string Challenge)> codes = new();
    private readonly WebApplication app;
    private readonly TimeProvider clock;

    public TestIssuer(TimeProvider clock)
    {
        this.clock = clock;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", async (HttpRequest request) => Exchange(await request.ReadFormAsync()));
    }

    /// <summary>People who may sign in: roles by subject.</summary>
    public Dictionary<string, string[]> People { get; } = [];

    public string Address { get; private set; } = "";

    public async Task StartAsync()
    {
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    /// <summary>A token of an application: roles, and azp.</summary>
    public string TokenOf(string application, params string[] roles) => Sign(application, roles, Audience, key);

    /// <summary>A token that claims the same but is signed by someone else.</summary>
    public string ForgedTokenOf(string application, params string[] roles)
    {
        using RSA other = RSA.Create(2048);
        return Sign(application, roles, Audience, other);
    }

    /// <summary>A token for someone else's API.</summary>
    public string MisdirectedTokenOf(string application, params string[] roles) => Sign(application, roles, "api://elsewhere", key);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        string person = request.Query["as"].ToString();
        if (!People.ContainsKey(person))
        {
            string links = string.Concat(People.Keys.Select(name =>
                $"<li><a href=\"{WebUtility.HtmlEncode(QueryHelpers.AddQueryString("/authorize" + request.QueryString, "as", name))}\">{name}</a></li>"));
            return Results.Content($"<!doctype html><html lang=\"en\"><title>Issuer</title><ul>{links}</ul></html>", "text/html", Encoding.UTF8);
        }

        string code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        codes[code] = (person, request.Query["code_challenge"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(
            request.Query["redirect_uri"].ToString(),
            new Dictionary<string, string?> { ["code"] = code, ["state"] = request.Query["state"] }));
    }

    private IResult Exchange(IFormCollection form)
    {
        string challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return codes.TryRemove(form["code"].ToString(), out (string Person, string Challenge) issued) && issued.Challenge == challenge
            ? Results.Json(new Dictionary<string, object>
            {
                ["token_type"] = "Bearer",
                ["expires_in"] = 3600,
                ["access_token"] = "of no use here",
                ["id_token"] = Sign(issued.Person, People[issued.Person], ClientId, key),
            })
            : Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private string Sign(string subject, string[] roles, string audience, RSA signer)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["oid"] = subject,
                ["azp"] = subject,
                ["name"] = subject,
                ["roles"] = roles,
            },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(signer) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private Dictionary<string, string> PublicKey()
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = "k1",
            ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!),
            ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
        };
    }
}
