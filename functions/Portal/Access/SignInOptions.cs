using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Pipeline.Portal;

/// <summary>People's sign-in: OAuth 2.0 authorization code with PKCE, and the issuer's own description of itself.</summary>
internal sealed class SignInOptions : OAuthOptions
{
    /// <summary>Read at the first sign-in and kept fresh; the issuer need not be up when the portal starts.</summary>
    public IConfigurationManager<OpenIdConnectConfiguration> Issuer { get; set; } = null!;
}
