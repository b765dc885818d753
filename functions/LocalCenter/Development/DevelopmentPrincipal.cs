namespace Pipeline.LocalCenter.Development;

/// <summary>Someone the development issuer vouches for: a person who picks themselves on a page, or an application with a secret.</summary>
/// <param name="Subject">The <c>oid</c> claim, and <c>azp</c> of an application.</param>
/// <param name="Name">What the pages show.</param>
/// <param name="Roles">The <c>roles</c> claim.</param>
/// <param name="Secret">An application's secret; none: a person.</param>
internal sealed record DevelopmentPrincipal(string Subject, string Name, string[] Roles, string? Secret = null);
