namespace Pipeline.Registry;

/// <summary>A facility's contract with a certified processor; standing delivery, or delivery by orders, rests on it.</summary>
public sealed class ProcessorContract
{
    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The processor.</summary>
    public required ProcessorId ProcessorId { get; init; }

    /// <summary>First day (JST).</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day (JST), inclusive; none: no end agreed.</summary>
    public DateOnly? Until { get; set; }
}
