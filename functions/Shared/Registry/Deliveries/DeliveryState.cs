namespace Pipeline.Registry;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>Its package is being made; its name is fixed, nothing of it is readable.</summary>
    Staged = 1,

    /// <summary>Provided: readable by the processor.</summary>
    Published = 2,

    /// <summary>Recalled: removed, and where it had been pulled a deletion request stands beside it.</summary>
    Recalled = 3,
}
