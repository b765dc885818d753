namespace Pipeline.Registry;

/// <summary>A hospital (施設・医療機関): holds patients, notifies them, sends named studies and its consent table.</summary>
public sealed class Facility
{
    /// <summary>Also the name of its containers.</summary>
    public required FacilityId Id { get; init; }

    /// <summary>Its name in Japanese, e.g. α病院.</summary>
    public required string Name { get; set; }

    /// <summary>Its name in English.</summary>
    public required string NameEnglish { get; set; }

    /// <summary>Day (JST) on which its participation was filed with the ministers (届出).</summary>
    public DateOnly? FilingMade { get; set; }

    /// <summary>Day (JST) on which that filing was published; none: not enrolled (C1).</summary>
    public DateOnly? FilingPublished { get; set; }

    /// <summary>Last day (JST) on which the filing stands; none: no end.</summary>
    public DateOnly? FilingUntil { get; set; }

    /// <summary>Day (JST) since which participation is posted for patients to see (掲示); none: not enrolled (C1).</summary>
    public DateOnly? Posted { get; set; }

    /// <summary>Last day (JST) on which it is posted; none: no end.</summary>
    public DateOnly? PostedUntil { get; set; }

    /// <summary>First day (JST) of the entrustment contract (委託契約) with the society.</summary>
    public DateOnly? EntrustedFrom { get; set; }

    /// <summary>Last day (JST) of the entrustment contract; none: no end agreed.</summary>
    public DateOnly? EntrustedUntil { get; set; }

    /// <summary>CIDR ranges uploads may come from, comma separated; none: any.</summary>
    public string? UploadRange { get; set; }

    /// <summary>Identifier of its application at the token issuer (<c>azp</c>); none: no application may act for it.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>Its contracts with processors.</summary>
    public List<ProcessorContract> Contracts { get; } = [];

    /// <summary>The projects it takes part in.</summary>
    public List<ProjectParticipation> Participations { get; } = [];
}
