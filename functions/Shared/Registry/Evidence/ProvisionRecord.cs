namespace Pipeline.Registry;

/// <summary>
/// A provision record (提供記録) as the Act asks for it to be kept three years: date, recipient, patient, items, and the
/// notice it rests on; and what became of the package.
/// </summary>
public sealed record ProvisionRecord
{
    /// <summary>The provision's ID, as the package's manifest states it.</summary>
    public required Guid Provision { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId Facility { get; init; }

    /// <summary>Date of provision.</summary>
    public required DateTimeOffset Provided { get; init; }

    /// <summary>The processor.</summary>
    public required ProcessorId Processor { get; init; }

    /// <summary>Its name, address and representative at that time.</summary>
    public string? ProcessorStated { get; init; }

    /// <summary>The facility's patient ID. Personal data.</summary>
    public required string Patient { get; init; }

    /// <summary>Items provided.</summary>
    public string? Items { get; init; }

    /// <summary>Bytes of the package.</summary>
    public required long Bytes { get; init; }

    /// <summary>Day (JST) on which the notice was delivered; none: not in the ledger any more.</summary>
    public DateOnly? NoticeDelivered { get; init; }

    /// <summary>What the notice told of.</summary>
    public NoticeKind? NoticeKind { get; init; }

    /// <summary>When the processor's receipt came.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>When it was recalled.</summary>
    public DateTimeOffset? Recalled { get; init; }

    /// <summary>The rule that no longer held.</summary>
    public string? RecallReason { get; init; }

    /// <summary>消去依頼: when deletion was asked for.</summary>
    public DateTimeOffset? DeletionRequested { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset? DeletionAcknowledged { get; init; }
}
