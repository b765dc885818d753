namespace Pipeline.Registry;

/// <summary>
/// A facility leaves: its data is removed everywhere but for the records that the law asks for. The row is the work order of
/// every app that holds data of it, and its proof.
/// </summary>
public sealed class FacilityErasure
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility; its ID is not used again.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>Subject of the operator who ordered and confirmed it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When; from then on nothing of the facility is taken in or released.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>When Intake found nothing left to remove; none: still at work.</summary>
    public DateTimeOffset? Erased { get; set; }

    /// <summary>When every app had looked through its storage after that and found nothing.</summary>
    public DateTimeOffset? Completed { get; set; }

    /// <summary>Studies removed.</summary>
    public int Cases { get; set; }

    /// <summary>Objects removed from the named storage.</summary>
    public int Objects { get; set; }

    /// <summary>Uploads removed from the intake container.</summary>
    public int Uploads { get; set; }
}
