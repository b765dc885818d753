namespace Pipeline.Registry;

/// <summary>Something that had no right to be where it was found; withdrawn at once, and shown until a person closes it.</summary>
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

    /// <summary>When a person closed it.</summary>
    public DateTimeOffset? Closed { get; set; }
}
