using Azure.Storage.Sas;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Portal.Tests.Center;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("https://login.example/tenant/v2.0", "https://portal.example/", true)]
    [InlineData("https://login.example/tenant/v2.0", null, false)]
    [InlineData("http://localhost:7071/development", null, true)]
    [InlineData("http://127.0.0.1:7071/development", "http://localhost:7071", true)]
    [InlineData("http://login.example/", null, false)]
    [InlineData(null, null, false)]
    [InlineData("https://login.example/", "http://portal.example/", false)]
    public void Without_TLS_there_is_loopback_only(string? authority, string? address, bool fine)
    {
        var settings = new PortalSettings
        {
            Authority = authority is null ? null : new Uri(authority),
            PortalAddress = address is null ? null : new Uri(address),
            Audience = "api://center",
        };
        (settings.Problems().Count == 0).ShouldBe(fine);
    }

    [Fact]
    public void What_is_missing_is_said_all_at_once()
        => new PortalSettings().Problems().Count.ShouldBe(3);

    [Theory]
    [InlineData("center-portal.azurewebsites.net", "https://center-portal.azurewebsites.net/")]
    [InlineData("localhost:7071", "http://localhost:7071/")]
    [InlineData(null, null)]
    public void The_platforms_name_of_the_site_serves_where_none_is_configured(string? host, string? expected)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", host), new("Center:Audience", "api://center")]).Build();
        var settings = PortalSettings.From(configuration);
        (settings.PortalAddress?.ToString()).ShouldBe(expected);
        settings.ClientId.ShouldBe("api://center");
    }

    [Fact]
    public void Instances_with_the_same_secret_read_each_others_cookies_and_others_do_not()
    {
        string secret = Convert.ToBase64String([.. Enumerable.Range(0, 48).Select(n => (byte)n)]);
        string sealedText = ProtectorOf(secret).Protect("who");
        ProtectorOf(secret).Unprotect(sealedText).ShouldBe("who");
        Should.Throw<Exception>(() => ProtectorOf(Convert.ToBase64String(new byte[48])).Unprotect(sealedText));
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64!")]
    public void A_secret_that_is_none_stops_the_start(string secret)
        => Should.Throw<FormatException>(() => new CookieKeys(secret));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("203.0.113.0/24", null, "203.0.113.0-203.0.113.255")]
    [InlineData("203.0.113.8/32", null, "203.0.113.8-203.0.113.8")]
    [InlineData("203.0.113.0/24, 198.51.100.0/25", null, "203.0.113.0-203.0.113.255")]
    [InlineData("203.0.113.0/24, 198.51.100.0/25", "198.51.100.0/25", "198.51.100.0-198.51.100.127")]
    public void A_grant_is_bound_to_one_of_the_facilitys_networks(string? networks, string? asked, string? expected)
        => (UploadRange.Of(networks, asked)?.ToString()).ShouldBe(expected is null ? null : SasIPRange.Parse(expected).ToString());

    [Theory]
    [InlineData("203.0.113.0/24", "198.51.100.0/25")]
    [InlineData("2001:db8::/32", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, "198.51.100.0/25")]
    public void A_network_that_cannot_bind_a_grant_gives_none(string? networks, string? asked)
        => Should.Throw<FormatException>(() => UploadRange.Of(networks, asked));

    private static IDataProtector ProtectorOf(string secret)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        CookieKeys.Register(services, secret);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }
}
