using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.LocalCenter.Development;

namespace Pipeline.LocalCenter.Tests.Development;

/// <summary>The development sign-in, asked over HTTP.</summary>
public sealed class DevelopmentIssuerTests : IAsyncLifetime
{
    private const string Verifier = "a-verifier-of-some-length-as-a-browser-makes-it";
    private const string Home = "http://localhost:7071/signin-oidc";
    private readonly TemporaryFolder folder = new();
    private readonly SetClock clock = new();
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private IPAddress? pretended;
    private WebApplication app = null!;
    private DevelopmentIssuer issuer = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        issuer = new(folder.In("issuer.pem"), [new("operator-1", "Operator", ["Operator"]), new("alpha", "Alpha", ["Facility"], "a-secret")], clock);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = pretended ?? context.Connection.RemoteIpAddress;
            return next(context);
        });
        issuer.Map(app, "http://localhost:7071");
        await app.StartAsync(Cancel);
        http.BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public async Task It_is_not_there_for_another_machine(string address)
    {
        (await http.GetAsync("development/keys", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        pretended = IPAddress.Parse(address);
        (await http.GetAsync("development/.well-known/openid-configuration", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("development/keys", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync(Authorize(), Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TokenAsync(("grant_type", "client_credentials"), ("client_id", "alpha"), ("client_secret", "a-secret"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_application_signs_in_with_its_secret()
    {
        JsonElement claims = await ClaimsAsync(await TokenAsync(("grant_type", "client_credentials"), ("client_id", "alpha"), ("client_secret", "a-secret")));
        claims.GetProperty("azp").GetString().ShouldBe("alpha");
        claims.GetProperty("aud").GetString().ShouldBe(DevelopmentIssuer.Audience);
        claims.GetProperty("iss").GetString().ShouldBe("http://localhost:7071/development");
        claims.GetProperty("roles").ToString().ShouldContain("Facility");
    }

    [Theory]
    [InlineData("alpha", "another-secret")]
    [InlineData("alpha", "")]
    [InlineData("nobody", "a-secret")]
    [InlineData("operator-1", "")] // a person has no secret, and so cannot sign in like an application
    public async Task A_wrong_secret_is_refused(string client, string secret)
        => (await TokenAsync(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://localhost.example.org/")]
    [InlineData("/signin-oidc")] // which .NET reads as a file on Unix
    [InlineData("file://localhost/etc/passwd")]
    [InlineData("javascript://localhost/%0aalert(1)")]
    [InlineData("")]
    public async Task A_code_is_sent_to_no_other_machine(string redirect)
        => (await http.GetAsync(Authorize(redirect: redirect), Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Without_a_challenge_there_is_no_code()
        => (await http.GetAsync(Authorize(challenge: ""), Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_application_cannot_be_picked_as_a_person()
    {
        HttpResponseMessage page = await http.GetAsync(Authorize(who: "alpha"), Cancel);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        string html = await page.Content.ReadAsStringAsync(Cancel);
        html.ShouldContain("Operator");
        html.ShouldNotContain("as=alpha&quot;");
    }

    [Fact]
    public async Task A_person_signs_in_with_a_code_and_its_verifier()
    {
        JsonElement claims = await ClaimsAsync(await RedeemAsync(await CodeAsync(), Verifier));
        claims.GetProperty("oid").GetString().ShouldBe("operator-1");
    }

    [Theory]
    [InlineData("another-verifier")]
    [InlineData("")]
    public async Task A_code_is_worth_nothing_without_its_verifier(string verifier)
    {
        string code = await CodeAsync();
        (await RedeemAsync(code, verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RedeemAsync(code, Verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a code that was tried is spent");
    }

    [Fact]
    public async Task A_code_serves_once_and_for_two_minutes()
    {
        string code = await CodeAsync();
        (await RedeemAsync(code, Verifier)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RedeemAsync(code, Verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        string late = await CodeAsync();
        clock.Now += TimeSpan.FromMinutes(3);
        (await RedeemAsync(late, Verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void Its_key_is_kept_for_its_owner_only()
    {
        string first = File.ReadAllText(folder.In("issuer.pem"));
        using DevelopmentIssuer again = new(folder.In("issuer.pem"), [], clock);
        File.ReadAllText(folder.In("issuer.pem")).ShouldBe(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder.In("issuer.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    private static string Authorize(string redirect = Home, string? challenge = null, string who = "operator-1")
        => QueryHelpers.AddQueryString("development/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = DevelopmentIssuer.Audience,
            ["redirect_uri"] = redirect,
            ["state"] = "s",
            ["code_challenge"] = challenge ?? WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
            ["as"] = who,
        });

    private async Task<string> CodeAsync()
    {
        HttpResponseMessage back = await http.GetAsync(Authorize(), Cancel);
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Uri location = back.Headers.Location!;
        location.GetLeftPart(UriPartial.Path).ShouldBe(Home);
        return QueryHelpers.ParseQuery(location.Query)["code"].ToString();
    }

    private Task<HttpResponseMessage> RedeemAsync(string code, string verifier)
        => TokenAsync(("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier));

    private Task<HttpResponseMessage> TokenAsync(params (string Name, string Value)[] form)
        => http.PostAsync("development/token", new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))), Cancel);

    private static async Task<JsonElement> ClaimsAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancel));
        string[] parts = body.GetProperty("access_token").GetString()!.Split('.');
        return JsonSerializer.Deserialize<JsonElement>(WebEncoders.Base64UrlDecode(parts[1]));
    }
}
