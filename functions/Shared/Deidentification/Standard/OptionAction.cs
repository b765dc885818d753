namespace Pipeline.Deidentification;

/// <summary>What an option of Table E.1-1 does instead of the Basic Profile's action.</summary>
public enum OptionAction
{
    /// <summary>The option says nothing of this attribute.</summary>
    None = 0,

    /// <summary>K: keep.</summary>
    Keep = 1,

    /// <summary>C: clean: replace by values of similar meaning that identify nobody.</summary>
    Clean = 2,
}
