namespace Pipeline.Registry;

/// <summary>Why an instance is held for review.</summary>
public static class ReviewReasons
{
    /// <summary>Waits for a reviewer.</summary>
    public const string Waiting = "review";

    /// <summary>A reviewer keeps it out.</summary>
    public const string Rejected = "review.rejected";
}
