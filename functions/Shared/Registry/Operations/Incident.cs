namespace Pipeline.Registry;

/// <summary>
/// Something that a person must look into: data where it had no right to be (withdrawn at once), or a deletion request that
/// nobody acknowledges. Shown until a person closes it, or until its cause is gone.
/// </summary>
public sealed class Incident
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>A stable word such as <c>delivery.without-record</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset Found { get; init; }

    /// <summary>The container and blob, or row, it was found at.</summary>
    public required string Place { get; init; }

    /// <summary>The patient concerned, where one is known.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? Closed { get; set; }
}
