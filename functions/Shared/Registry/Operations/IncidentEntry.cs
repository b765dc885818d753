namespace Pipeline.Registry;

/// <summary>An incident as operators see it.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Kind">A stable word such as <c>delivery.without-record</c>.</param>
/// <param name="Found">When it was found.</param>
/// <param name="Place">The container and blob, or row, it was found at.</param>
/// <param name="Ja">What it is and what a person does next, in Japanese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Facility">The facility concerned, where one is known.</param>
/// <param name="Patient">The patient concerned, where one is known: the center's own ID.</param>
/// <param name="Closed">When it was closed.</param>
public sealed record IncidentEntry(
    Guid Id, string Kind, DateTimeOffset Found, string Place, string Ja, string En, FacilityId? Facility = null, Guid? Patient = null, DateTimeOffset? Closed = null);
