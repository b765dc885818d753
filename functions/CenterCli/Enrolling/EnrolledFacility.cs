using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>A facility's enrolment as the center has it; days are Japan's.</summary>
internal sealed record EnrolledFacility(
    FacilityId Id, string Name, string NameEnglish, IReadOnlyList<EnrolledPeriod> Contracts, IReadOnlyList<EnrolledPeriod> Participations,
    DateOnly? FilingMade = null, DateOnly? FilingPublished = null, DateOnly? FilingUntil = null, DateOnly? Posted = null, DateOnly? PostedUntil = null,
    DateOnly? EntrustedFrom = null, DateOnly? EntrustedUntil = null, string? UploadRange = null, string? ApplicationId = null);

/// <summary>A contract or a participation.</summary>
internal sealed record EnrolledPeriod(string With, DateOnly From, DateOnly? Until = null);
