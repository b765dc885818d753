namespace Pipeline.Registry;

/// <summary>Where an uploaded package stands.</summary>
public enum PackageState
{
    /// <summary>Being read; a handler that was cut goes on under the same storage prefix.</summary>
    Receiving = 1,

    /// <summary>Its instances are in the case.</summary>
    Registered = 2,

    /// <summary>Could not be registered; waits for a person, with its reason. The encrypted blob is kept.</summary>
    Quarantined = 3,
}
