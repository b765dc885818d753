namespace Pipeline.Registry;

/// <summary>What became of a reviewer's ruling.</summary>
public enum ReviewOutcome
{
    /// <summary>It stands, now or since an earlier try.</summary>
    Recorded = 1,

    /// <summary>There is no such item.</summary>
    Unknown = 2,

    /// <summary>The item no longer waits: it was decided, or its study may no longer be used.</summary>
    NotOpen = 3,

    /// <summary>The ruling cannot be carried out on this item.</summary>
    Unfit = 4,
}
