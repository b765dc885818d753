using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A facility as the API lists it; days are Japan's.</summary>
internal sealed record FacilityLine(
    FacilityId Id, string Name, string NameEnglish, DateOnly? FilingPublished, DateOnly? Posted, DateOnly? EntrustedFrom, DateOnly? EntrustedUntil);
