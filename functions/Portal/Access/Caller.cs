using System.Security.Claims;

namespace Pipeline.Portal;

/// <summary>Who a validated token or cookie speaks for.</summary>
internal readonly record struct Caller(ClaimsPrincipal Principal)
{
    /// <summary>The person or application, as the audit trail names it.</summary>
    /// <exception cref="InvalidOperationException">The token names nobody.</exception>
    public string Subject => Principal.FindFirstValue("oid") ?? Principal.FindFirstValue("sub")
        ?? throw new InvalidOperationException("The token has neither oid nor sub.");

    /// <summary>What people call the caller; the subject where the token states no name.</summary>
    public string Name => Principal.FindFirstValue("name") is { Length: > 0 } name ? name : Subject;

    /// <summary>The application that asked for the token; none in a cookie.</summary>
    public string? ApplicationId => Principal.FindFirstValue("azp") ?? Principal.FindFirstValue("appid");

    /// <summary>The society's staff.</summary>
    public bool IsOperator => Principal.IsInRole(CenterRoles.Operator);

    /// <summary>The token is that application's, in that role. An application that is not on file is nobody's.</summary>
    public bool Is(string role, string? applicationId)
        => applicationId is { Length: > 0 } && applicationId == ApplicationId && Principal.IsInRole(role);
}
