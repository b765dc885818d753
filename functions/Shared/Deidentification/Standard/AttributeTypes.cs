using System.Collections.Frozen;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Resolves the conditional actions of Table E.1-1 by the attribute's type. Where the type is not known here, the answer
/// is the one that keeps any object valid: the last of X/Z/D, Z/D, X/Z/U*.
/// </summary>
internal static class AttributeTypes
{
    /// <summary>IODs of General Equipment, General Series and General Image without the Enhanced modules (PS3.3 Table A.1-1).</summary>
    private static readonly FrozenSet<string> Classic = new[]
    {
        "1.2.840.10008.5.1.4.1.1.1", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.3.1", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.6.1",
        "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2", "1.2.840.10008.5.1.4.1.1.20",
    }.ToFrozenSet();

    /// <summary>Type 3 in those IODs (PS3.3 C.7.2.1, C.7.3.1, C.7.5.1, C.7.6.1, C.12.1): may go.</summary>
    private static readonly FrozenSet<Tag> Optional = new[]
    {
        Tags.InstanceCreationDate, Tags.InstanceCreationTime, Tags.SeriesDate, Tags.SeriesTime, Tags.AcquisitionDate, Tags.AcquisitionTime, Tags.AcquisitionDateTime,
        Tags.InstitutionName, Tags.InstitutionCodeSequence, Tags.StationName, Tags.OperatorsName, Tags.OperatorIdentificationSequence, Tags.DeviceSerialNumber,
        Tags.ProtocolName, Tags.ReferencedStudySequence, Tags.ReferencedPerformedProcedureStepSequence, Tags.AcquisitionDeviceProcessingDescription,
    }.ToFrozenSet();

    /// <summary>One of X, Z, D, U.</summary>
    public static BasicAction Resolve(BasicAction action, Tag tag, string sopClassUid) => action switch
    {
        BasicAction.RemoveOrEmpty or BasicAction.RemoveOrDummy or BasicAction.RemoveOrEmptyOrDummy
            when Optional.Contains(tag) && Classic.Contains(sopClassUid) => BasicAction.Remove,
        BasicAction.RemoveOrEmpty => BasicAction.Empty,
        BasicAction.RemoveOrDummy or BasicAction.RemoveOrEmptyOrDummy or BasicAction.EmptyOrDummy => BasicAction.Dummy,
        BasicAction.RemoveOrEmptyOrReplaceUids => BasicAction.ReplaceUid,
        _ => action,
    };
}
