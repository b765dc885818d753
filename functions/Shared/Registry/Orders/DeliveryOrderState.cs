namespace Pipeline.Registry;

/// <summary>Where an order stands.</summary>
public enum DeliveryOrderState
{
    /// <summary>In force: each of its studies is provided as soon as every rule holds.</summary>
    Open = 1,

    /// <summary>Ended: in force for the studies it had provided by then; what it had not is not provided any more.</summary>
    Closed = 2,

    /// <summary>Taken back: what no other order asks for is recalled.</summary>
    Cancelled = 3,
}
