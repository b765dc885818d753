namespace Pipeline.Registry;

/// <summary>A facility takes part in a research project.</summary>
public sealed class ProjectParticipation
{
    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The project.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <summary>First day (JST).</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day (JST), inclusive; none: no end agreed.</summary>
    public DateOnly? Until { get; set; }
}
