using System.Collections.Frozen;
using Pipeline.Dicom;
using static Pipeline.Deidentification.AttributeType;

namespace Pipeline.Deidentification;

/// <summary>Types inside sequences, where an attribute's type is the sequence's own matter and the same in every IOD.</summary>
internal static class NestedTypes
{
    private static readonly FrozenDictionary<(Tag Sequence, Tag Tag), AttributeType> Types = new Dictionary<(Tag, Tag), AttributeType>
    {
        // PS3.3 Table 10-9 Request Attributes Macro
        [(Tags.RequestAttributesSequence, Tags.RequestedProcedureDescription)] = Optional,
        [(Tags.RequestAttributesSequence, Tags.ReferencedStudySequence)] = Optional,
        // C.17.2 SR Document General
        [(Tags.ReferencedRequestSequence, Tags.RequestedProcedureDescription)] = RequiredEmptyAllowed,
        [(Tags.ReferencedRequestSequence, Tags.ReferencedStudySequence)] = RequiredEmptyAllowed,
        // C.17.3 SR Document Content
        [(Tags.ContentSequence, Tags.ObservationDateTime)] = RequiredConditionally,
        // C.12.1 SOP Common
        [(Tags.ContributingEquipmentSequence, Tags.InstitutionName)] = Optional,
        [(Tags.ContributingEquipmentSequence, Tags.StationName)] = Optional,
        [(Tags.ContributingEquipmentSequence, Tags.DeviceSerialNumber)] = Optional,
        [(Tags.ContributingEquipmentSequence, Tags.OperatorsName)] = Optional,
        [(Tags.ContributingEquipmentSequence, Tags.OperatorIdentificationSequence)] = Optional,
        // C.7.6.12 Device
        [(Tags.DeviceSequence, Tags.DeviceSerialNumber)] = Optional,
        // C.8.8.14 RT Beams, C.8.8.25 RT Ion Beams
        [(Tags.BeamSequence, Tags.TreatmentMachineName)] = RequiredEmptyAllowed,
        [(Tags.BeamSequence, Tags.InstitutionName)] = Optional,
        [(Tags.BeamSequence, Tags.DeviceSerialNumber)] = Optional,
        [(Tags.IonBeamSequence, Tags.TreatmentMachineName)] = RequiredEmptyAllowed,
        [(Tags.IonBeamSequence, Tags.InstitutionName)] = Optional,
        [(Tags.IonBeamSequence, Tags.DeviceSerialNumber)] = Optional,
        // C.8.8.15 RT Brachy Application Setups, C.8.8.18 RT Treatment Machine Record
        [(Tags.TreatmentMachineSequence, Tags.TreatmentMachineName)] = RequiredEmptyAllowed,
        [(Tags.TreatmentMachineSequence, Tags.InstitutionName)] = RequiredEmptyAllowed,
        [(Tags.TreatmentMachineSequence, Tags.DeviceSerialNumber)] = RequiredEmptyAllowed,
        // C.8.8.22 RT Brachy Session Record
        [(Tags.RecordedSourceSequence, Tags.SourceSerialNumber)] = RequiredEmptyAllowed,
    }.ToFrozenDictionary();

    /// <summary>The type of an attribute in an item of a sequence; null where it is not known.</summary>
    public static AttributeType? TypeOf(Tag sequence, Tag tag) => Types.TryGetValue((sequence, tag), out AttributeType type) ? type : null;
}
