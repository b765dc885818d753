namespace Pipeline.Registry;

/// <summary>Where an anonymised copy stands.</summary>
public enum ResearchCopyState
{
    /// <summary>Being made; its names are fixed, nothing of it is readable.</summary>
    Staged = 1,

    /// <summary>Readable by the project.</summary>
    Published = 2,

    /// <summary>Recalled, or renewed by a newer copy.</summary>
    Withdrawn = 3,

    /// <summary>Could not be proven clean: waits for a person, with its reason.</summary>
    Quarantined = 4,
}
