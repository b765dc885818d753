namespace Pipeline.Registry;

/// <summary>What a searcher filters by; what is not set does not narrow.</summary>
public sealed record CaseFilter
{
    /// <summary>Part of a disease name (病名).</summary>
    public string? DiseaseName { get; init; }

    /// <summary>Beginning of an ICD-10 code, e.g. K76.</summary>
    public string? DiseaseCode { get; init; }

    /// <summary>Youngest age in years. Ages of 90 and over are one.</summary>
    public int? AgeFrom { get; init; }

    /// <summary>Oldest age in years; 90 and over: no bound.</summary>
    public int? AgeTo { get; init; }

    /// <summary>Body site code.</summary>
    public string? BodySite { get; init; }

    /// <summary>Sex.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Domain.</summary>
    public string? Domain { get; init; }
}
