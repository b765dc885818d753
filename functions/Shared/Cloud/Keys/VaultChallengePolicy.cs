using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Pipeline.Cloud;

/// <summary>
/// Key Vault's challenge authentication: the first request goes without token and body; the 401 names the resource and
/// tenant; a token for that resource is asked for only if the vault lies in its domain, so that no token leaves for
/// elsewhere.
/// </summary>
internal sealed partial class VaultChallengePolicy(TokenCredential credential, Uri vault)
    : BearerTokenAuthenticationPolicy(credential, "https://vault.azure.net/.default")
{
    private const string StashedContent = nameof(VaultChallengePolicy);
    private volatile Challenge? known;

    protected override void AuthorizeRequest(HttpMessage message)
    {
        if (known is { } challenge)
        {
            AuthenticateAndAuthorizeRequest(message, challenge.Context);
            return;
        }

        Stash(message);
    }

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (known is { } challenge)
        {
            await AuthenticateAndAuthorizeRequestAsync(message, challenge.Context);
            return;
        }

        Stash(message);
    }

    protected override bool AuthorizeRequestOnChallenge(HttpMessage message)
    {
        if (!TryAccept(message))
        {
            return false;
        }

        AuthenticateAndAuthorizeRequest(message, known!.Context);
        return true;
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (!TryAccept(message))
        {
            return false;
        }

        await AuthenticateAndAuthorizeRequestAsync(message, known!.Context);
        return true;
    }

    /// <summary>The wrapped key needs not go to a server that has not yet said who it is.</summary>
    private static void Stash(HttpMessage message)
    {
        if (message.Request.Content is { } content)
        {
            message.SetProperty(StashedContent, content);
            message.Request.Content = null;
        }
    }

    private bool TryAccept(HttpMessage message)
    {
        if (message.Request.Content is null && message.TryGetProperty(StashedContent, out object? content))
        {
            message.Request.Content = (RequestContent)content!;
        }

        if (!message.Response.Headers.TryGetValue("WWW-Authenticate", out string? header) || header is null)
        {
            return false;
        }

        Dictionary<string, string> values = Parameter().Matches(header).GroupBy(m => m.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Groups["value"].Value, StringComparer.OrdinalIgnoreCase);
        string? scope = values.TryGetValue("resource", out string? resource) ? resource.TrimEnd('/') + "/.default" : values.GetValueOrDefault("scope");
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(scope, UriKind.Absolute, out Uri? audience))
        {
            return false;
        }

        if (!vault.Host.EndsWith("." + audience.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("The vault's challenge names a resource outside the vault's domain.");
        }

        string? tenant = Uri.TryCreate(values.GetValueOrDefault("authorization") ?? values.GetValueOrDefault("authorization_uri"), UriKind.Absolute, out Uri? authority)
            ? authority.Segments.ElementAtOrDefault(1)?.Trim('/')
            : null;
        known = new Challenge(new TokenRequestContext([scope!], message.Request.ClientRequestId, claims: null, tenantId: tenant));
        return true;
    }

    [GeneratedRegex("(?<name>[a-z_]+)=\"?(?<value>[^\",]*)\"?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private sealed record Challenge(TokenRequestContext Context);
}
