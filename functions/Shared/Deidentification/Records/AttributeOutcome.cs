namespace Pipeline.Deidentification;

/// <summary>What happened to an attribute.</summary>
public enum AttributeOutcome
{
    /// <summary>Removed.</summary>
    Removed,

    /// <summary>Left without a value.</summary>
    Emptied,

    /// <summary>Given a dummy value.</summary>
    Dummied,

    /// <summary>Given a keyed pseudonym.</summary>
    Pseudonymized,

    /// <summary>Its UIDs replaced.</summary>
    UidsReplaced,

    /// <summary>Its dates moved.</summary>
    DatesMoved,

    /// <summary>Its age capped.</summary>
    AgeCapped,

    /// <summary>Its text cleaned: something was taken out.</summary>
    Cleaned,

    /// <summary>Looked at and kept as an option, or the table of retained attributes, allows.</summary>
    Kept,

    /// <summary>Written by the profile.</summary>
    Written,
}
