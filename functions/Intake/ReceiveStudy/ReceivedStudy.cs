using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>A package whose every file was read, hashed and found to be of one study of one patient.</summary>
/// <param name="StudyInstanceUid">(0020,000D) of all objects; where there are only picture files, the manifest's.</param>
/// <param name="PatientId">(0010,0020) of all objects; where there are only picture files, the manifest's.</param>
/// <param name="Objects">DICOM objects, in the package's order.</param>
/// <param name="Photographs">Picture files, in the package's order.</param>
/// <param name="LeftOut">Picture files that cannot be taken in.</param>
/// <param name="Report">The domain report, if one came.</param>
public sealed record ReceivedStudy(
    string StudyInstanceUid, string PatientId, IReadOnlyList<ReceivedObject> Objects, IReadOnlyList<ReceivedPhotograph> Photographs, IReadOnlyList<LeftOutFile> LeftOut,
    DomainReport? Report)
{
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

/// <summary>A picture file that cannot be taken in, while the rest of its package can.</summary>
/// <param name="Position">1 for the package's first file.</param>
/// <param name="Reason">Reason code.</param>
public sealed record LeftOutFile(int Position, string Reason);
