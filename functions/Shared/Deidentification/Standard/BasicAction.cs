namespace Pipeline.Deidentification;

/// <summary>What the Basic Profile does to an attribute (PS3.15 Table E.1-1a); the numbers are the generated table's.</summary>
public enum BasicAction
{
    /// <summary>The attribute has no row.</summary>
    None = 0,

    /// <summary>X: remove.</summary>
    Remove = 1,

    /// <summary>Z: a zero-length value, or a dummy.</summary>
    Empty = 2,

    /// <summary>D: a dummy of the same representation, not empty.</summary>
    Dummy = 3,

    /// <summary>U: another UID, the same one for the same original.</summary>
    ReplaceUid = 4,

    /// <summary>X/Z: X unless the attribute's type asks for Z.</summary>
    RemoveOrEmpty = 5,

    /// <summary>X/D: X unless the attribute's type asks for D.</summary>
    RemoveOrDummy = 6,

    /// <summary>X/Z/D: X unless the attribute's type asks for Z or D.</summary>
    RemoveOrEmptyOrDummy = 7,

    /// <summary>Z/D: Z unless the attribute's type asks for D.</summary>
    EmptyOrDummy = 8,

    /// <summary>X/Z/U*: X unless the type asks for Z or for a sequence with its UIDs replaced.</summary>
    RemoveOrEmptyOrReplaceUids = 9,
}
