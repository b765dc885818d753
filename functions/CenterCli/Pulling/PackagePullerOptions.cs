namespace Pipeline.CenterCli;

/// <summary>What to pull.</summary>
public sealed record PackagePullerOptions
{
    /// <summary>Where packages go, each into a folder named by its provision; created when missing, for its owner only.</summary>
    public required string Folder { get; init; }

    /// <summary>Who pulls.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>Packages at a time, 1 to 64.</summary>
    public int Parallel { get; init; } = 4;
}
