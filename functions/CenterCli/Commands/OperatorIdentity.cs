namespace Pipeline.CenterCli;

/// <summary>The society's own sign-in.</summary>
internal static class OperatorIdentity
{
    /// <summary>Name of the identity file that a center on one machine writes for its operator.</summary>
    public const string Local = "operator";
}
