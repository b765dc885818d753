namespace Pipeline.Registry;

/// <summary>Facts of a facility's enrolment to enter; what is not stated stays as it is. Meanings as of <see cref="Facility"/>.</summary>
public sealed record FacilityFacts
{
    /// <inheritdoc cref="Facility.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Facility.NameEnglish"/>
    public string? NameEnglish { get; init; }

    /// <inheritdoc cref="Facility.FilingMade"/>
    public DateOnly? FilingMade { get; init; }

    /// <inheritdoc cref="Facility.FilingPublished"/>
    public DateOnly? FilingPublished { get; init; }

    /// <inheritdoc cref="Facility.FilingUntil"/>
    public DateOnly? FilingUntil { get; init; }

    /// <inheritdoc cref="Facility.Posted"/>
    public DateOnly? Posted { get; init; }

    /// <inheritdoc cref="Facility.PostedUntil"/>
    public DateOnly? PostedUntil { get; init; }

    /// <inheritdoc cref="Facility.EntrustedFrom"/>
    public DateOnly? EntrustedFrom { get; init; }

    /// <inheritdoc cref="Facility.EntrustedUntil"/>
    public DateOnly? EntrustedUntil { get; init; }

    /// <inheritdoc cref="Facility.UploadRange"/>
    public string? UploadRange { get; init; }

    /// <inheritdoc cref="Facility.ApplicationId"/>
    public string? ApplicationId { get; init; }

    /// <summary>Facts entered by mistake, to take back: names of members of this record that may be none, e.g. <c>postedUntil</c>.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];
}
