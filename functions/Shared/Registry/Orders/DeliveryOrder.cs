namespace Pipeline.Registry;

/// <summary>
/// An order of chosen studies for a certified processor. It gives a study the right to be provided (O1), and no more: every
/// other rule decides study by study, as for the standing delivery.
/// </summary>
public sealed class DeliveryOrder
{
    /// <summary>Random; chosen by whoever places it, so that placing it twice is placing it once.</summary>
    public required Guid Id { get; init; }

    /// <summary>For whom.</summary>
    public required ProcessorId ProcessorId { get; init; }

    /// <summary>Who placed it: the token's subject.</summary>
    public required string PlacedBy { get; init; }

    /// <summary>The project whose member asked for it on the search page; none: an operator placed it.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset Placed { get; init; }

    /// <summary>Why, in a person's words; nothing about a patient.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryOrderState State { get; set; } = DeliveryOrderState.Open;

    /// <summary>When it was closed or cancelled. What was provided up to a closing keeps its right.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Who closed or cancelled it.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Why it was closed or cancelled.</summary>
    public string? EndReason { get; set; }

    /// <summary>The studies.</summary>
    public List<OrderedCase> Cases { get; } = [];
}
