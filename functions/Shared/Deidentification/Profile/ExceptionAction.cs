namespace Pipeline.Deidentification;

/// <summary>What a profile's exception does to its attribute.</summary>
public enum ExceptionAction
{
    /// <summary>Remove it.</summary>
    Remove,

    /// <summary>Leave it without a value.</summary>
    Empty,

    /// <summary>Keep it, its text cleaned, its date or UID treated as everywhere.</summary>
    Clean,
}
