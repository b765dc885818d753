namespace Pipeline.Registry;

/// <summary>A message that its queue gave up; operators see it and resend it.</summary>
public sealed class DeadLetter
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Recorded { get; init; }

    /// <summary>When an operator resent it.</summary>
    public DateTimeOffset? Resent { get; set; }
}
