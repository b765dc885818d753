using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Portal.Tests.Pages;

/// <summary>The portal as it runs in the cloud: behind the Functions host's proxy, with an issuer that speaks https.</summary>
public sealed class CloudTests : IAsyncLifetime
{
    private readonly WebApplication app = PortalApp.Create([], builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Center:Database"] = "Data Source=:memory:",
            ["Center:Authority"] = "https://login.example/tenant/v2.0",
            ["Center:Audience"] = "api://center",
            ["Center:PortalAddress"] = "https://portal.example",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
    });

    private HttpClient client = null!;

    [Fact]
    public async Task Browsers_are_held_to_https()
        => (await client.GetAsync("/")).Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=31536000");

    [Fact]
    public async Task Cookies_travel_by_https_alone()
        => (await client.GetAsync("/?lang=en")).Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure");

    [Fact]
    public async Task A_host_that_the_request_names_leads_nobody_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/studies");
        request.Headers.Host = "elsewhere.example";
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        (await client.SendAsync(request)).Headers.Location!.GetLeftPart(UriPartial.Authority).ShouldBe("https://portal.example");
    }

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
