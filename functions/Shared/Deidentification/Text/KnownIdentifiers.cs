namespace Pipeline.Deidentification;

/// <summary>What is known to identify the patient of an object and the people around it.</summary>
public sealed record KnownIdentifiers
{
    /// <summary>PN values, all groups, or names with spaces.</summary>
    public IReadOnlyCollection<string> PatientNames { get; init; } = [];

    /// <summary>Physicians, operators, kin.</summary>
    public IReadOnlyCollection<string> OtherNames { get; init; } = [];

    /// <summary>Patient IDs, accession, order and insurance numbers.</summary>
    public IReadOnlyCollection<string> Numbers { get; init; } = [];

    /// <summary>Hospitals, departments, addresses.</summary>
    public IReadOnlyCollection<string> Institutions { get; init; } = [];

    /// <summary>The patient's birth date.</summary>
    public DateOnly? BirthDate { get; init; }
}
