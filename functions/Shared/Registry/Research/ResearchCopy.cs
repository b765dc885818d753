namespace Pipeline.Registry;

/// <summary>The anonymised copy of one case for one project: one encrypted package in one blob, and its previews.</summary>
public sealed class ResearchCopy
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The case.</summary>
    public Case Case { get; init; } = null!;

    /// <summary>The project.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <summary>The case's content version it was made of.</summary>
    public required int ContentVersion { get; init; }

    /// <summary>The case's review version it was made of.</summary>
    public int ReviewVersion { get; init; }

    /// <summary>Random name of the package, in staging and in <c>research-{project}</c> alike.</summary>
    public required string BlobName { get; init; }

    /// <summary>Random prefix of its previews in <c>preview</c>: <c>{prefix}/{n}.jpg</c>, 0 being the thumbnail.</summary>
    public required string PreviewPrefix { get; init; }

    /// <summary>Number of preview images.</summary>
    public int Previews { get; set; }

    /// <summary>The cleaned report as JSON (<see cref="DomainReport"/>).</summary>
    public string? ReportJson { get; set; }

    /// <summary>Where it stands.</summary>
    public ResearchCopyState State { get; set; } = ResearchCopyState.Staged;

    /// <summary>Reason code of a quarantine or withdrawal.</summary>
    public string? Reason { get; set; }

    /// <summary>Position of the problem (file number, byte offset, element's tag). Never a value.</summary>
    public string? ReasonDetail { get; set; }

    /// <summary>Instances in it, and left out because they were quarantined.</summary>
    public int Instances { get; set; }

    /// <summary>Instances left out, each quarantined for its own reason.</summary>
    public int InstancesLeftOut { get; set; }

    /// <summary>Bytes of the package.</summary>
    public long Size { get; set; }

    /// <summary>When work on it began.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it became readable.</summary>
    public DateTimeOffset? Published { get; set; }

    /// <summary>When it ceased to be readable.</summary>
    public DateTimeOffset? Withdrawn { get; set; }

    /// <summary>When a researcher first confirmed having pulled it.</summary>
    public DateTimeOffset? Pulled { get; set; }

    /// <summary>
    /// When the project said that it deleted what it had pulled. A copy that was pulled and withdrawn is to be deleted
    /// (消去依頼) until then.
    /// </summary>
    public DateTimeOffset? DeletionAcknowledged { get; set; }
}
