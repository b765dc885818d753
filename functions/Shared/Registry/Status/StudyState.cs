namespace Pipeline.Registry;

/// <summary>Where a study stands.</summary>
public enum StudyState
{
    /// <summary>Registered, and published or allowed somewhere.</summary>
    Registered = 1,

    /// <summary>Registered, but neither published nor allowed anywhere.</summary>
    Held = 2,

    /// <summary>Its package could not be registered.</summary>
    Quarantined = 3,
}
