namespace Pipeline.Registry;

/// <summary>A research consent not withdrawn.</summary>
/// <param name="EventId">Its ledger entry.</param>
/// <param name="ProjectId">The project; none: broad.</param>
/// <param name="From">Day (JST) from which it counts.</param>
public sealed record ResearchConsent(Guid EventId, ProjectId? ProjectId, DateOnly From);
