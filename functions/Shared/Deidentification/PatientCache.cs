namespace Pipeline.Deidentification;

/// <summary>
/// What the last patients' identifiers were worked out to, since the objects of a study share it. Personal data: it lives
/// no longer than the <see cref="Deidentifier"/>, and holds a few patients only.
/// </summary>
internal sealed class PatientCache
{
    private const int Patients = 32;

    /// <summary>The cleaners of text.</summary>
    public BoundedCache<PatientText> Texts { get; } = new(Patients);

    /// <summary>What the leak check searches.</summary>
    public BoundedCache<LeakTermSet> LeakTerms { get; } = new(Patients);
}
