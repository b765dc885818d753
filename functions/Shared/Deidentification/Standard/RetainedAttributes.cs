using System.Collections.Frozen;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// The attributes without a row in Table E.1-1 that stay although their representation could hold anything. Text among
/// them is cleaned all the same. What is neither in the table nor here, and is no plain number or code, is removed.
/// </summary>
internal static class RetainedAttributes
{
    private static readonly FrozenSet<Tag> Essential = new[]
    {
        Tags.SpecificCharacterSet, Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.PatientID, Tags.PatientName,
        Tags.Modality, Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence, Tags.LongitudinalTemporalInformationModified,
        Tags.BurnedInAnnotation, Tags.RecognizableVisualFeatures, Tags.Rows, Tags.Columns, Tags.SamplesPerPixel, Tags.PhotometricInterpretation, Tags.PlanarConfiguration,
        Tags.BitsAllocated, Tags.BitsStored, Tags.HighBit, Tags.PixelRepresentation, Tags.NumberOfFrames, Tags.PixelData,
    }.ToFrozenSet();

    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    /// <summary>Text that says how the image was made, and codes; cleaned, and replaced by a dummy where it is not clean.</summary>
    private static readonly FrozenSet<Tag> Text = Named(
        "Manufacturer", "ManufacturerModelName", "SoftwareVersions", "CodeValue", "LongCodeValue", "CodingSchemeDesignator", "CodingSchemeVersion", "CodeMeaning",
        "MappingResourceName", "ContrastBolusRoute", "Radiopharmaceutical", "RadiopharmaceuticalRoute", "InterventionDrugName", "TriggerSourceOrType", "CardiacFramingType",
        "TypeOfFilters", "FilterType", "CollimatorGridName", "ConvolutionKernel", "ReceiveCoilName", "TransmitCoilName", "SequenceName", "ImagedNucleus", "PlateType", "PhosphorType",
        "AcquisitionMode", "DoseModeName", "TransducerData", "ProcessingFunction", "OutputPower", "PulseSequenceName", "MultiCoilElementName", "ImageFilter", "StackID",
        "PositionReferenceIndicator", "TargetPositionReferenceIndicator", "RescaleType", "LUTExplanation", "LUTLabel", "ModalityLUTType", "WindowCenterWidthExplanation",
        "AttenuationCorrectionMethod", "ReconstructionMethod", "ScatterCorrectionMethod", "DetectorLinesOfResponseUsed", "PVCRejection", "EnergyWindowName", "DimensionDescriptionLabel",
        "ApplicableSafetyStandardDescription", "ReferenceLocationLabel", "StageName", "ViewName", "EventTimerNames", "FrameLabelVector", "DisplayWindowLabelVector",
        "PaddleDescription", "AcquisitionDeviceProcessingCode", "DetectorManufacturerName", "DetectorManufacturerModelName", "ReceiveCoilManufacturerName",
        "SegmentLabel", "SegmentAlgorithmName", "AlgorithmName", "AlgorithmVersion", "TrackingID", "PatientSpeciesDescription", "MIMETypeOfEncapsulatedDocument",
        "TextValue", "CompletionFlagDescription", "GraphicLayerDescription", "ContentDescription", "TemplateIdentifier",
        "BeamName", "FractionPattern", "PatientSetupLabel", "ApplicatorDescription", "RTImageLabel", "RTImageName", "DoseComment", "ReasonForChannelOmissionDescription", "CodingSchemeName");

    /// <summary>Bytes and words that are tables of numbers.</summary>
    private static readonly FrozenSet<Tag> Tables = Named(
        "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData", "BluePaletteColorLookupTableData", "AlphaPaletteColorLookupTableData",
        "SegmentedRedPaletteColorLookupTableData", "SegmentedGreenPaletteColorLookupTableData", "SegmentedBluePaletteColorLookupTableData", "SegmentedAlphaPaletteColorLookupTableData",
        "BlendingLookupTableData", "LUTData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths");

    /// <summary>UIDs of classes, schemes and references within the project's objects: registered ones stay, the others become pseudonyms.</summary>
    private static readonly FrozenSet<Tag> Uids = Named(
        "SOPClassUID", "RelatedGeneralSOPClassUID", "OriginalSpecializedSOPClassUID", "ReferencedSOPClassUID", "CodingSchemeUID", "ContextGroupExtensionCreatorUID", "ContextUID",
        "MappingResourceUID", "MultiFrameSourceSOPInstanceUID", "RadiopharmaceuticalAdministrationEventUID", "TargetFrameOfReferenceUID", "SOPInstanceUIDOfConcatenationSource",
        "VolumeFrameOfReferenceUID", "TableFrameOfReferenceUID", "EquipmentFrameOfReferenceUID", "ReferencedColorPaletteInstanceUID", "ReferencedFiducialUID", "ModelGroupUID",
        "VolumetricPresentationInputSetUID", "SegmentationTemplateUID");

    // Stryker restore String
    /// <summary>Whether the profile writes the attribute itself, or the image cannot be read without it.</summary>
    public static bool IsEssential(Tag tag) => Essential.Contains(tag) || tag.Group == 0x0002;

    /// <summary>Whether a text without a row of its own stays, cleaned.</summary>
    public static bool IsText(Tag tag) => Text.Contains(tag);

    /// <summary>Whether bytes without a row of their own are a table of numbers.</summary>
    public static bool IsTable(Tag tag) => Tables.Contains(tag);

    /// <summary>Whether a UID without a row of its own stays, as a pseudonym unless it is registered.</summary>
    public static bool IsUid(Tag tag) => Uids.Contains(tag);

    /// <summary>Whether this describes an overlay (60xx): its bits always go, and what describes them is of no use without them.</summary>
    public static bool IsOverlay(Tag tag) => tag.Group is >= 0x6000 and <= 0x60FF;

    private static FrozenSet<Tag> Named(params ReadOnlySpan<string> keywords)
    {
        List<Tag> tags = [];
        foreach (string keyword in keywords)
        {
            tags.Add(DicomDictionary.Find(keyword)?.Tag ?? throw new InvalidOperationException("not in the dictionary: " + keyword));
        }

        return tags.ToFrozenSet();
    }
}
