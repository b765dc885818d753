namespace Pipeline.Registry;

/// <summary>
/// What could not be proven clean by rule and waits for a person: one for each device signature and reason of a study, and
/// for each picture file. Names
/// no patient; its frame does, and lies in <c>review</c> until the item is closed.
/// </summary>
public sealed class ReviewItem
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The study.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The study.</summary>
    public Case Case { get; init; } = null!;

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The object that the frame is of.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>What images it stands for.</summary>
    public required DeviceSignature Signature { get; init; }

    /// <summary><see cref="DeviceSignature.Hash"/> of it.</summary>
    public required string SignatureHash { get; init; }

    /// <summary>Reason code: why no rule could judge them.</summary>
    public required string Reason { get; init; }

    /// <summary>Random name of the frame's picture (PNG) in <c>review</c>.</summary>
    public required string FrameBlob { get; init; }

    /// <summary>Which frame it is, from 0.</summary>
    public int Frame { get; set; }

    /// <summary>SHA-256 of the picture, lower-case hexadecimal.</summary>
    public string FrameSha256 { get; set; } = "";

    /// <summary>Where text may stand, as far as a machine can tell.</summary>
    public List<MaskRectangle> Proposed { get; set; } = [];

    /// <summary>Where it stands.</summary>
    public ReviewItemState State { get; set; } = ReviewItemState.Preparing;

    /// <summary>When it was found.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it ceased to wait.</summary>
    public DateTimeOffset? Closed { get; set; }
}
