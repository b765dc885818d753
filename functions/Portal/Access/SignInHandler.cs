using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Pipeline.Portal;

/// <summary>
/// The framework's OAuth handler, with endpoints from the issuer's discovery document and the identity from its
/// validated id_token. The claims kept are subject, name and roles: the cookie holds no token.
/// </summary>
internal sealed class SignInHandler(IOptionsMonitor<SignInOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<SignInOptions>(options, logger, encoder)
{
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Options.AuthorizationEndpoint = (await IssuerAsync()).AuthorizationEndpoint;
        await base.HandleChallengeAsync(properties);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        Options.TokenEndpoint = (await IssuerAsync()).TokenEndpoint;
        return await base.ExchangeCodeAsync(context);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        string? idToken = tokens.Response?.RootElement.TryGetProperty("id_token", out JsonElement value) == true ? value.GetString() : null;
        OpenIdConnectConfiguration issuer = await IssuerAsync();
        TokenValidationResult result = await Tokens.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = Options.ClientId,
            IssuerSigningKeys = issuer.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        });
        if (!result.IsValid)
        {
            Options.Issuer.RequestRefresh();
            throw new AuthenticationFailureException("The issuer's id_token is not valid.", result.Exception);
        }

        var person = new ClaimsIdentity(
            result.ClaimsIdentity.Claims.Where(claim => claim.Type is "oid" or "sub" or "name" or "roles"), Scheme.Name, "name", "roles");
        return new AuthenticationTicket(new ClaimsPrincipal(person), properties, Scheme.Name);
    }

    private Task<OpenIdConnectConfiguration> IssuerAsync() => Options.Issuer.GetConfigurationAsync(Context.RequestAborted);
}
