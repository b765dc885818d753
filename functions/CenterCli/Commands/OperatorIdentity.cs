using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary>The society's own sign-in.</summary>
internal static class OperatorIdentity
{
    /// <summary>Name of the identity file that a center on one machine writes for its operator.</summary>
    public const string Local = "operator";

    /// <summary>The API signed in as the operator.</summary>
    public static CenterApi Open(ParseResult parsed, SharedOptions shared) => shared.Open(shared.Find(parsed, Local, IdentityKind.Operator));
}
