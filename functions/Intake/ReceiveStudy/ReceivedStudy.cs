using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>A package whose every object was read, hashed and found to be of one study of one patient.</summary>
/// <param name="Objects">In the package's order.</param>
/// <param name="Report">The domain report, if one came.</param>
public sealed record ReceivedStudy(IReadOnlyList<ReceivedObject> Objects, DomainReport? Report)
{
    /// <summary>(0020,000D) of all objects.</summary>
    public string StudyInstanceUid => Objects[0].StudyInstanceUid;

    /// <summary>(0010,0020) of all objects.</summary>
    public string PatientId => Objects[0].PatientId;

    /// <summary>The birth date the objects state.</summary>
    public DateOnly? BirthDate => Objects.Select(o => o.BirthDate).FirstOrDefault(d => d is not null);

    /// <summary>The sex the objects state.</summary>
    public Sex Sex => Objects.Select(o => o.Sex).FirstOrDefault(s => s != Sex.Unknown);

    /// <summary>The earliest study date the objects state.</summary>
    public DateOnly? StudyDate => Objects.Select(o => o.StudyDate).Where(d => d is not null).Min();

    /// <summary>The objects disagree about who the patient is (I2).</summary>
    public bool IdentityDiffers
        => Objects.Select(o => o.BirthDate).Where(d => d is not null).Distinct().Count() > 1
            || Objects.Select(o => o.Sex).Where(s => s != Sex.Unknown).Distinct().Count() > 1;
}
