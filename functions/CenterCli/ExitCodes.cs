namespace Pipeline.CenterCli;

/// <summary>What <c>center</c> returns to its caller.</summary>
public static class ExitCodes
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>It ended, but something was refused or could not be done; what, was printed.</summary>
    public const int Refusals = 1;

    /// <summary>The command line, or a file it names, is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The center cannot be reached, or does not let this identity in.</summary>
    public const int NoAccess = 3;

    /// <summary>Cut by Ctrl+C or SIGTERM; run it again to go on.</summary>
    public const int Cut = 130;
}
