using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Identity;

namespace Pipeline.CenterCli;

/// <summary>Client credentials of the development issuer on this machine; a token is kept until shortly before its end.</summary>
internal sealed class DevelopmentCredential(HttpClient http, DevelopmentSignIn signIn, TimeProvider clock) : TokenCredential
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private volatile Held? held;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        => GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (held is { } known && known.Token.ExpiresOn - clock.GetUtcNow() > Margin)
        {
            return known.Token;
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = signIn.ClientId,
            ["client_secret"] = signIn.ClientSecret,
        });
        using HttpResponseMessage response = await http.PostAsync(signIn.Token, form, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new AuthenticationFailedException($"The development issuer answered {(int)response.StatusCode}.");
        }

        try
        {
            Answer answer = (await response.Content.ReadFromJsonAsync(CenterJson.Strict.TokenAnswer, cancellationToken))!;
            held = new Held(new AccessToken(answer.AccessToken, clock.GetUtcNow().AddSeconds(answer.ExpiresIn)));
            return held.Token;
        }
        catch (JsonException e)
        {
            throw new AuthenticationFailedException("The development issuer's answer is no token.", e);
        }
    }

    private sealed class Held(AccessToken token)
    {
        public AccessToken Token { get; } = token;
    }

    internal sealed record Answer(
        [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken,
        [property: JsonPropertyName("expires_in"), JsonRequired] int ExpiresIn);
}
