namespace Pipeline.Registry;

/// <summary>Where an item of the review queue stands.</summary>
public enum ReviewItemState
{
    /// <summary>Its name is fixed; its frame may lie in storage already.</summary>
    Preparing = 1,

    /// <summary>Waits for a reviewer.</summary>
    Open = 2,

    /// <summary>Masked or found clean; its study is made anew.</summary>
    Decided = 3,

    /// <summary>A reviewer keeps its images out.</summary>
    Rejected = 4,

    /// <summary>Its study may no longer be used, or needs no reviewer any more.</summary>
    Removed = 5,
}
