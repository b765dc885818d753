namespace Pipeline.Intake;

/// <summary>What the Functions host is to send: one list per output binding, each string one message.</summary>
public sealed record DueMessages
{
    /// <summary>To <c>release-review</c>.</summary>
    public required IReadOnlyList<string> ReleaseReview { get; init; }

    /// <summary>To <c>anonymize</c>.</summary>
    public required IReadOnlyList<string> Anonymize { get; init; }

    /// <summary>To <c>deliver</c>.</summary>
    public required IReadOnlyList<string> Deliver { get; init; }

    /// <summary>To <c>recall-research</c>.</summary>
    public required IReadOnlyList<string> RecallResearch { get; init; }

    /// <summary>To <c>recall-delivery</c>.</summary>
    public required IReadOnlyList<string> RecallDelivery { get; init; }
}
