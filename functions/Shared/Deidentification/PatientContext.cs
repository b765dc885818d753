using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>What is known of the patient besides the object itself. Personal data: never logged, never written.</summary>
public sealed record PatientContext
{
    /// <summary>The facility that sent the object.</summary>
    public required FacilityId Facility { get; init; }

    /// <summary>The facility's patient ID (0010,0020), trimmed; what pseudonym and date shift hang on.</summary>
    public required string PatientId { get; init; }

    /// <summary>Names of the patient besides the object's: PN values (PS3.5 §6.2.1), or family and given name with a space between.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Birth date, where the registry has it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Names of the facility itself, e.g. α病院.</summary>
    public IReadOnlyList<string> InstitutionNames { get; init; } = [];

    /// <summary>Nothing of the patient: a record's text must not show who it is about.</summary>
    public override string ToString() => "patient of " + Facility;
}
