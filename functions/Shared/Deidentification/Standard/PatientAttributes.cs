using System.Collections.Frozen;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Attributes that name the patient, another person or the hospital: no exception of a profile keeps them.</summary>
internal static class PatientAttributes
{
    /// <summary>The patient's names, PN or text.</summary>
    public static FrozenSet<Tag> Names { get; } = new[]
    {
        Tags.PatientName, Tags.OtherPatientNames, Tags.PatientBirthName, new Tag(0x0010_0012),
    }.ToFrozenSet();

    /// <summary>Numbers that stand for the patient, the order or the stay.</summary>
    public static FrozenSet<Tag> Numbers { get; } = new[]
    {
        Tags.PatientID, Tags.OtherPatientIDs, Tags.AccessionNumber, Tags.InsurancePlanIdentification, Tags.MedicalRecordLocator, Tags.AdmissionID,
        Tags.ServiceEpisodeID, Tags.PlacerOrderNumberImagingServiceRequest, Tags.FillerOrderNumberImagingServiceRequest, Tags.RequestedProcedureID,
        Tags.ScheduledProcedureStepID, Tags.PerformedProcedureStepID, Tags.StudyID, Tags.PatientTelephoneNumbers,
        Tags.SpecimenIdentifier, Tags.ContainerIdentifier, Tags.ClinicalTrialSubjectID,
    }.ToFrozenSet();

    /// <summary>Hospitals and addresses.</summary>
    public static FrozenSet<Tag> Places { get; } = new[]
    {
        Tags.InstitutionName, Tags.InstitutionAddress, Tags.PatientAddress, Tags.ReferringPhysicianAddress, Tags.PersonAddress,
    }.ToFrozenSet();

    /// <summary>Identifiers whose pseudonym is consistent over objects, where the Basic Profile asks for a dummy.</summary>
    public static PseudonymKind? PseudonymOf(Tag tag) => tag switch
    {
        _ when tag == Tags.PatientID || tag == Tags.PatientName || tag == Tags.ClinicalTrialSubjectID => PseudonymKind.PatientId,
        _ when tag == Tags.AccessionNumber => PseudonymKind.AccessionNumber,
        _ when tag == Tags.SpecimenIdentifier || tag == Tags.ContainerIdentifier => PseudonymKind.Identifier,
        _ => null,
    };

    /// <summary>Whether the attribute names a person or place by itself.</summary>
    public static bool IsDirectIdentifier(Tag tag)
        => Names.Contains(tag) || Numbers.Contains(tag) || Places.Contains(tag) || tag == Tags.PatientBirthDate || tag == Tags.EncapsulatedDocument
            || DicomDictionary.VrOf(tag) is Vr.PN or Vr.AE or Vr.OB or Vr.OW or Vr.UN or Vr.UR;
}
