namespace Pipeline.Registry;

/// <summary>A registered study (症例): images and report of one patient of one facility.</summary>
public sealed class Case
{
    /// <summary>Random; the only form in which messages and logs may name a case.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The patient.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The patient.</summary>
    public Patient Patient { get; init; } = null!;

    /// <summary>Study Instance UID (0020,000D), unique within the facility. Personal data.</summary>
    public required string StudyInstanceUid { get; init; }

    /// <summary>Study Date (0008,0020).</summary>
    public DateOnly? StudyDate { get; set; }

    /// <summary>Modalities (0008,0060) of its instances, sorted, e.g. US.</summary>
    public List<string> Modalities { get; set; } = [];

    /// <summary>Domain of its report: abdomen, breast, heart; none when it came without one.</summary>
    public string? Domain { get; set; }

    /// <summary>Body site code (JJ1017) of its report, or Body Part Examined (0018,0015).</summary>
    public string? BodySite { get; set; }

    /// <summary>Birth date in the objects (I2). Personal data.</summary>
    public DateOnly? BirthDate { get; set; }

    /// <summary>Sex in the objects (I2).</summary>
    public Sex Sex { get; set; }

    /// <summary>Age in years at the study; none when either date is missing.</summary>
    public int? Age { get; set; }

    /// <summary>The domain report as JSON (<see cref="DomainReport"/>), named. Personal data.</summary>
    public string? ReportJson { get; set; }

    /// <summary>Diagnoses of the report, for search.</summary>
    public List<CaseDiagnosis> Diagnoses { get; } = [];

    /// <summary>Its objects.</summary>
    public List<Instance> Instances { get; } = [];

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Registered { get; init; }

    /// <summary>Grows when a later package adds instances or a report; what was published of an older content is renewed.</summary>
    public int ContentVersion { get; set; }

    /// <summary>Grows when a reviewer's decision or a new device rule lets more of its images be judged; its research copies are made anew.</summary>
    public int ReviewVersion { get; set; }

    /// <summary>Reason code of a doubt about whose study it is (I2): held until a person has looked; none: no doubt.</summary>
    public string? IdentityDoubt { get; set; }
}
