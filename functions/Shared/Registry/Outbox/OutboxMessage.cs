namespace Pipeline.Registry;

/// <summary>A message written in the transaction of the state it follows; done when its consumer has committed.</summary>
public sealed class OutboxMessage
{
    /// <summary>The message ID that consumers de-duplicate by.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="QueueNames"/>.</summary>
    public required string Queue { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was last handed to the broker.</summary>
    public DateTimeOffset? HandedOver { get; set; }

    /// <summary>How often it was handed to the broker.</summary>
    public int Attempts { get; set; }

    /// <summary>When its consumer committed.</summary>
    public DateTimeOffset? Consumed { get; set; }

    /// <summary>When the broker gave it up; operators see it and resend it.</summary>
    public DateTimeOffset? DeadLettered { get; set; }
}
