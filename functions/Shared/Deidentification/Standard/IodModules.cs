using static Pipeline.Deidentification.AttributeType;
using static Pipeline.Dicom.Tags;

namespace Pipeline.Deidentification;

/// <summary>
/// The modules of PS3.3 Annex C with attributes whose action in Table E.1-1 is conditional (X/Z, X/D, X/Z/D, Z/D, X/Z/U*).
/// Attributes with one action only are not listed: their type decides nothing.
/// </summary>
internal static class IodModules
{
    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    public static IodModule SopCommon { get; } = new("SOP Common", "C.12.1", (InstanceCreationDate, Optional), (InstanceCreationTime, Optional));

    public static IodModule GeneralReference { get; } = new("General Reference", "C.12.4", (ReferencedImageSequence, Optional), (SourceImageSequence, Optional));

    public static IodModule GeneralStudy { get; } = new("General Study", "C.7.2.1", (ReferencedStudySequence, Optional));

    public static IodModule PatientStudy { get; } = new("Patient Study", "C.7.2.2", (PatientSexNeutered, ConditionalEmptyAllowed));

    public static IodModule GeneralSeries { get; } = new(
        "General Series", "C.7.3.1",
        (SeriesDate, Optional), (SeriesTime, Optional), (OperatorsName, Optional), (OperatorIdentificationSequence, Optional),
        (ReferencedPerformedProcedureStepSequence, Optional), (ProtocolName, Optional));

    public static IodModule GeneralEquipment { get; } = new(
        "General Equipment", "C.7.5.1",
        (InstitutionName, Optional), (InstitutionCodeSequence, Optional), (StationName, Optional), (DeviceSerialNumber, Optional));

    public static IodModule EnhancedGeneralEquipment { get; } = new("Enhanced General Equipment", "C.7.5.2", (DeviceSerialNumber, Required));

    public static IodModule GeneralImage { get; } = new(
        "General Image", "C.7.6.1",
        (ContentDate, ConditionalEmptyAllowed), (ContentTime, ConditionalEmptyAllowed), (AcquisitionDate, Optional), (AcquisitionTime, Optional), (AcquisitionDateTime, Optional));

    public static IodModule ContrastBolus { get; } = new("Contrast/Bolus", "C.7.6.4", (ContrastBolusAgent, RequiredEmptyAllowed));

    public static IodModule AcquisitionContext { get; } = new("Acquisition Context", "C.7.6.14", (AcquisitionContextSequence, RequiredEmptyAllowed));

    public static IodModule MultiFrameFunctionalGroups { get; } = new("Multi-frame Functional Groups", "C.7.6.16", (ContentDate, Required), (ContentTime, Required));

    public static IodModule ContentIdentification { get; } = new("Content Identification Macro", "10.9", (ContentCreatorName, RequiredEmptyAllowed));

    public static IodModule CRSeries { get; } = new("CR Series", "C.8.1.1", (AcquisitionDeviceProcessingDescription, Optional));

    public static IodModule XRayImage { get; } = new("X-Ray Image", "C.8.7.1", (ReferencedImageSequence, RequiredConditionally));

    public static IodModule RTSeries { get; } = new(
        "RT Series", "C.8.8.1",
        (SeriesDate, Optional), (SeriesTime, Optional), (OperatorsName, RequiredEmptyAllowed), (OperatorIdentificationSequence, Optional),
        (ReferencedPerformedProcedureStepSequence, Optional));

    public static IodModule RTGeneralPlan { get; } = new("RT General Plan", "C.8.8.9", (RTPlanDate, RequiredEmptyAllowed), (RTPlanTime, RequiredEmptyAllowed));

    public static IodModule Approval { get; } = new("Approval", "C.8.8.16", (ReviewerName, ConditionalEmptyAllowed));

    public static IodModule RTGeneralTreatmentRecord { get; } = new(
        "RT General Treatment Record", "C.8.8.17", (TreatmentDate, RequiredEmptyAllowed), (TreatmentTime, RequiredEmptyAllowed));

    public static IodModule RTTreatmentSummaryRecord { get; } = new(
        "RT Treatment Summary Record", "C.8.8.23", (FirstTreatmentDate, RequiredEmptyAllowed), (MostRecentTreatmentDate, RequiredEmptyAllowed));

    public static IodModule PetSeries { get; } = new("PET Series", "C.8.9.1", (SeriesDate, Required), (SeriesTime, Required));

    public static IodModule PetImage { get; } = new(
        "PET Image", "C.8.9.4", (AcquisitionDate, RequiredEmptyAllowed), (AcquisitionTime, RequiredEmptyAllowed), (ReferencedImageSequence, RequiredConditionally),
        (SourceImageSequence, RequiredConditionally));

    public static IodModule DXSeries { get; } = new("DX Series", "C.8.11.1", (ReferencedPerformedProcedureStepSequence, RequiredConditionally));

    public static IodModule DXImage { get; } = new(
        "DX Image", "C.8.11.3", (AcquisitionDeviceProcessingDescription, Optional), (ReferencedImageSequence, RequiredConditionally), (SourceImageSequence, RequiredConditionally));

    public static IodModule DXDetector { get; } = new(
        "DX Detector", "C.8.11.4", (DetectorID, Optional), (DateOfLastDetectorCalibration, Optional), (TimeOfLastDetectorCalibration, Optional));

    public static IodModule VLImage { get; } = new("VL Image", "C.8.12.1", (ContentTime, RequiredConditionally), (ReferencedImageSequence, RequiredConditionally));

    public static IodModule WholeSlideMicroscopyImage { get; } = new("Whole Slide Microscopy Image", "C.8.12.4", (AcquisitionDateTime, Required));

    public static IodModule SlideLabel { get; } = new("Slide Label", "C.8.12.8", (LabelText, RequiredEmptyAllowed), (BarcodeValue, RequiredEmptyAllowed));

    public static IodModule OphthalmicPhotographyImage { get; } = new(
        "Ophthalmic Photography Image", "C.8.17.2",
        (ContentDate, Required), (ContentTime, Required), (AcquisitionDateTime, RequiredConditionally), (SourceImageSequence, RequiredConditionally));

    /// <summary>CT, MR, XA/XRF, Enhanced US, Enhanced PET, Ophthalmic, Segmentation and Whole Slide Microscopy Series, which ask the same.</summary>
    public static IodModule SeriesWithProcedureStep { get; } = new(
        "CT Series and its like", "C.8.15.1, C.8.13.6, C.8.19.1, C.8.24.1, C.8.22.1, C.8.17.1, C.8.20.1, C.8.12.3", (ReferencedPerformedProcedureStepSequence, RequiredConditionally));

    /// <summary>Enhanced CT, MR, XA/XRF and PET Image, X-Ray 3D Image, Ophthalmic Tomography Image, which ask the same.</summary>
    public static IodModule EnhancedAcquisition { get; } = new(
        "Enhanced CT Image and its like", "C.8.15.2, C.8.13.1, C.8.19.2, C.8.22.3, C.8.21.1, C.8.17.7", (AcquisitionDateTime, RequiredConditionally));

    public static IodModule EnhancedUSImage { get; } = new("Enhanced US Image", "C.8.24.3", (AcquisitionDateTime, Required));

    public static IodModule PresentationState { get; } = new("Presentation State Identification", "C.11.10", (ContentCreatorName, RequiredEmptyAllowed));

    /// <summary>Spatial Registration, Spatial Fiducials, Real World Value Mapping, which ask the same.</summary>
    public static IodModule ContentDated { get; } = new(
        "Spatial Registration and its like", "C.20.2, C.21.2, C.11.12", (ContentDate, Required), (ContentTime, Required), (ContentCreatorName, RequiredEmptyAllowed));

    /// <summary>SR Document Series and Key Object Document Series.</summary>
    public static IodModule SRDocumentSeries { get; } = new(
        "SR Document Series", "C.17.1, C.17.6.1",
        (SeriesDate, Optional), (SeriesTime, Optional), (ReferencedPerformedProcedureStepSequence, RequiredEmptyAllowed), (ProtocolName, Optional));

    /// <summary>SR Document General and Key Object Document.</summary>
    public static IodModule SRDocumentGeneral { get; } = new("SR Document General", "C.17.2, C.17.6.2", (ContentDate, Required), (ContentTime, Required));

    public static IodModule SRDocumentContent { get; } = new("SR Document Content", "C.17.3", (ObservationDateTime, RequiredConditionally));
}
