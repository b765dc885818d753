namespace Pipeline.Registry;

/// <summary>A study that an order names.</summary>
public sealed class OrderedCase
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The order.</summary>
    public DeliveryOrder Order { get; init; } = null!;

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The case.</summary>
    public Case Case { get; init; } = null!;
}
