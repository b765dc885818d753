namespace Pipeline.Registry;

/// <summary>
/// One package for one processor, and once published its provision record (提供記録): date, processor, patient, items;
/// kept 3 years.
/// </summary>
public sealed class Delivery
{
    /// <summary>Random; the manifest's provision ID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The case.</summary>
    public Case Case { get; init; } = null!;

    /// <summary>The processor.</summary>
    public required ProcessorId ProcessorId { get; init; }

    /// <summary>The case's content version whose items are in it.</summary>
    public required int ContentVersion { get; init; }

    /// <summary>Random name of the package, in <c>staging</c> and in <c>delivery-{processor}</c> alike.</summary>
    public required string BlobName { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; set; } = DeliveryState.Staged;

    /// <summary>When work on it began.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Date of provision.</summary>
    public DateTimeOffset? Published { get; set; }

    /// <summary>The processor's name, address and representative at provision, as the record must state them.</summary>
    public string? ProcessorStated { get; set; }

    /// <summary>Items provided, as the record must state them: number of objects and report.</summary>
    public string? ItemsStated { get; set; }

    /// <summary>The ledger entry of the notice that the provision rests on.</summary>
    public Guid? NoticeEventId { get; set; }

    /// <summary>Bytes of the package.</summary>
    public long Size { get; set; }

    /// <summary>When the processor's receipt said that it was pulled and its hashes agreed.</summary>
    public DateTimeOffset? Pulled { get; set; }

    /// <summary>When it was recalled.</summary>
    public DateTimeOffset? Recalled { get; set; }

    /// <summary>Rule that no longer held when it was recalled, or the reason code of another cause.</summary>
    public string? RecallReason { get; set; }

    /// <summary>消去依頼: when the processor was asked to delete what it had pulled.</summary>
    public DateTimeOffset? DeletionRequested { get; set; }

    /// <summary>When the processor acknowledged the deletion; the request stays open until then.</summary>
    public DateTimeOffset? DeletionAcknowledged { get; set; }
}
