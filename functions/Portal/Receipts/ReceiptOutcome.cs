namespace Pipeline.Portal;

/// <summary>What became of a receipt or an acknowledgement.</summary>
internal enum ReceiptOutcome
{
    /// <summary>It stands in the registry, now or from before.</summary>
    Recorded,

    /// <summary>The receiver has no such package.</summary>
    Unknown,

    /// <summary>The package's blob has another name.</summary>
    OtherBlob,

    /// <summary>The package was never readable.</summary>
    NeverPublished,

    /// <summary>Nobody asked for a deletion.</summary>
    NotRequested,
}
