using System.Net;

namespace Pipeline.Portal;

/// <summary>The portal's part of the configuration section <c>Center</c>.</summary>
public sealed class PortalSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Center";

    /// <summary>Issuer of all tokens, e.g. <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    public Uri? Authority { get; set; }

    /// <summary>Audience of tokens for the API.</summary>
    public string? Audience { get; set; }

    /// <summary>The portal's own registration at the issuer, for people's sign-in; none: the audience, which is the same in Entra.</summary>
    public string? ClientId { get; set; }

    /// <summary>Its secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Where browsers reach the portal, e.g. <c>https://portal.example.jp</c>; none: the name the Functions platform gave the
    /// site (<c>WEBSITE_HOSTNAME</c>), and on one machine the request's own host.
    /// </summary>
    public Uri? PortalAddress { get; set; }

    /// <summary>Base64 secret of at least 32 bytes that every instance of the portal protects its cookies with; none: each has its own.</summary>
    public string? CookieKey { get; set; }

    /// <summary>The issuer runs on this very machine, without TLS: so may the portal.</summary>
    public bool OneMachine => Authority is { Scheme: "http" } authority && IsLoopback(authority.Host);

    /// <summary>Reads the section, and what stands in for what it leaves out.</summary>
    public static PortalSettings From(IConfiguration configuration)
    {
        PortalSettings settings = configuration.GetSection(Section).Get<PortalSettings>() ?? new PortalSettings();
        settings.ClientId ??= settings.Audience;
        if (settings.PortalAddress is null && configuration["WEBSITE_HOSTNAME"] is { Length: > 0 } host)
        {
            bool loopback = IsLoopback(new HostString(host).Host);
            settings.PortalAddress = new Uri($"{(loopback ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{host}");
        }

        return settings;
    }

    /// <summary>What stands in the way of starting, in words; empty: nothing does.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Authority is null)
        {
            problems.Add("Center:Authority is not configured.");
        }
        else if (Authority.Scheme != Uri.UriSchemeHttps && !OneMachine)
        {
            problems.Add("Center:Authority must be https; http is for loopback only.");
        }

        if (string.IsNullOrEmpty(Audience))
        {
            problems.Add("Center:Audience is not configured.");
        }

        if (PortalAddress is null && !OneMachine)
        {
            problems.Add("Center:PortalAddress is not configured.");
        }

        if (PortalAddress is { } address && address.Scheme != Uri.UriSchemeHttps && !IsLoopback(address.Host))
        {
            problems.Add("Center:PortalAddress must be https; http is for loopback only.");
        }

        return problems;
    }

    private static bool IsLoopback(string host)
        => host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
