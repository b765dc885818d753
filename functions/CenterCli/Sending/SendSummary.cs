namespace Pipeline.CenterCli;

/// <summary>What became of a package.</summary>
public enum SendOutcome
{
    /// <summary>It was sent now.</summary>
    Sent,

    /// <summary>The same content was sent before.</summary>
    Unchanged,

    /// <summary>It was not sent; its reason is among <see cref="SendSummary.NotSent"/>.</summary>
    Failed,
}

/// <summary>A study, or a file of its own, and what became of it. Personal data: never printed.</summary>
/// <param name="study">What it is.</param>
/// <param name="outcome">What became of it.</param>
/// <param name="blob">The package's name; null when it was not sent.</param>
/// <param name="bytes">Of its files.</param>
public sealed class SentStudy(FoundStudy study, SendOutcome outcome, string? blob, long bytes)
{
    /// <summary>What it is.</summary>
    public FoundStudy Study { get; } = study;

    /// <summary>What became of it.</summary>
    public SendOutcome Outcome { get; } = outcome;

    /// <summary>The package's name; null when it was not sent.</summary>
    public string? Blob { get; } = blob;

    /// <summary>Bytes of its files.</summary>
    public long Bytes { get; } = bytes;
}

/// <summary>How a run of sending ended.</summary>
/// <param name="studies">Each study found, by the path of its first file.</param>
/// <param name="notSent">Files left out or given up, by path.</param>
/// <param name="listing">The file that says which file went where; owner only.</param>
public sealed class SendSummary(IReadOnlyList<SentStudy> studies, IReadOnlyList<SkippedFile> notSent, string listing)
{
    /// <summary>Each study found, by the path of its first file.</summary>
    public IReadOnlyList<SentStudy> Studies { get; } = studies;

    /// <summary>Files left out or given up, by path.</summary>
    public IReadOnlyList<SkippedFile> NotSent { get; } = notSent;

    /// <summary>The file that says which file went where; owner only.</summary>
    public string Listing { get; } = listing;

    /// <summary>Whether nothing needs anybody's doing.</summary>
    public bool IsComplete => NotSent.All(file => SkipReasons.IsHarmless(file.Reason));

    /// <summary>Packages with that outcome.</summary>
    public int Count(SendOutcome outcome) => Studies.Count(study => study.Outcome == outcome);
}
