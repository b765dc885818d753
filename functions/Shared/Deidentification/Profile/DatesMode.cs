namespace Pipeline.Deidentification;

/// <summary>What becomes of dates.</summary>
public enum DatesMode
{
    /// <summary>Removed, emptied or replaced by a dummy, as the Basic Profile says.</summary>
    Remove,

    /// <summary>Moved back by a number of days that is the patient's own, so that intervals stay (option Modified Dates).</summary>
    Modified,

    /// <summary>Kept (option Full Dates).</summary>
    Full,
}
