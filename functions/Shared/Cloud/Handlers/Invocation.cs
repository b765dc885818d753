namespace Pipeline.Cloud;

/// <summary>
/// The invocation being handled, resolved from its scope. Hints for logs and retries only: a message's body can forge
/// <see cref="DeliveryCount"/> and <see cref="MessageId"/>.
/// </summary>
public sealed class Invocation
{
    /// <summary>The function's name.</summary>
    public string Function { get; internal set; } = "";

    /// <summary>The host's identifier of this invocation.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>How often the message was delivered, 1 the first time; null when not told.</summary>
    public int? DeliveryCount { get; internal set; }

    /// <summary>The broker's identifier of the message; null when not told.</summary>
    public string? MessageId { get; internal set; }
}
