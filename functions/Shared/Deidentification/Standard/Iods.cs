using System.Collections.Frozen;
using Pipeline.Dicom;
using static Pipeline.Deidentification.IodModules;

namespace Pipeline.Deidentification;

/// <summary>
/// The modules of each composite IOD (PS3.3 Annex A), by the SOP classes of PS3.4 Annex B that store it. Of modules that
/// an object may have or not, it is taken to have them: an attribute that is there belongs to one.
/// </summary>
internal static class Iods
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    private static readonly IodModule[] Study = [SopCommon, GeneralStudy, PatientStudy];
    private static readonly IodModule[] Series = [.. Study, GeneralSeries, GeneralEquipment];
    // Objects with Common Instance Reference (C.12.2) list what their images refer to; there references are renamed, not removed.
    private static readonly IodModule[] Image = [.. Series, GeneralReference, GeneralImage, ContrastBolus, AcquisitionContext];
    private static readonly IodModule[] Enhanced = [.. Series, EnhancedGeneralEquipment, MultiFrameFunctionalGroups, ContrastBolus, AcquisitionContext, SeriesWithProcedureStep, EnhancedAcquisition];
    private static readonly IodModule[] Projection = [.. Image, DXSeries, DXImage, DXDetector];
    private static readonly IodModule[] VisibleLight = [.. Image, VLImage];
    private static readonly IodModule[] Presentation = [.. Series, PresentationState];
    private static readonly IodModule[] Report = [.. Study, GeneralEquipment, SRDocumentSeries, SRDocumentGeneral, SRDocumentContent];
    private static readonly IodModule[] Content = [.. Series, EnhancedGeneralEquipment, ContentDated];
    private static readonly IodModule[] Radiotherapy = [.. Study, RTSeries, GeneralEquipment, Approval];

    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    private static readonly (IodModule[] Modules, string[] SopClasses)[] Table =
    [
        // A.2 CR, A.3 CT, A.4 MR, A.5 NM, A.6 and A.7 US, A.8 SC
        ([.. Image, CRSeries], ["1"]),
        (Image, ["2", "4", "20", "3.1", "6.1", "3", "6", "7"]),
        // A.8.2 to A.8.5 multi-frame SC
        ([.. Image, MultiFrameFunctionalGroups], ["7.1", "7.2", "7.3", "7.4"]),
        // A.14 XA, A.16 XRF
        ([.. Image, XRayImage], ["12.1", "12.2"]),
        // A.21 PET
        ([.. Image, PetSeries, PetImage], ["128"]),
        // A.26 DX, A.27 mammography, A.28 intra-oral
        (Projection, ["1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"]),
        // A.38 CT, A.36 MR, A.47 and A.48 XA and XRF, A.53 X-ray 3D, A.55 breast tomosynthesis, A.56 PET, A.70 to A.72 legacy converted
        (Enhanced, ["2.1", "2.2", "4.1", "4.2", "4.3", "4.4", "12.1.1", "12.2.1", "13.1.1", "13.1.2", "130", "128.1"]),
        ([.. Enhanced, DXSeries], ["13.1.3", "13.1.4", "13.1.5"]),
        // A.59 enhanced US volume
        ([.. Enhanced, EnhancedUSImage], ["6.2"]),
        // A.32 visible light
        (VisibleLight, ["77.1.1", "77.1.1.1", "77.1.2", "77.1.2.1", "77.1.3", "77.1.4", "77.1.4.1"]),
        ([.. Enhanced, SlideLabel, WholeSlideMicroscopyImage], ["77.1.6"]),
        // A.41 and A.42 ophthalmic photography, A.52 ophthalmic tomography
        ([.. Image, SeriesWithProcedureStep, OphthalmicPhotographyImage], ["77.1.5.1", "77.1.5.2"]),
        (Enhanced, ["77.1.5.4"]),
        // A.33 presentation states
        (Presentation, ["11.1", "11.2", "11.3", "11.4", "11.5"]),
        // A.35 structured reports; the dose reports and the newer ones name their equipment
        (Report, ["88.11", "88.22", "88.33", "88.50", "88.59", "88.65", "88.40"]),
        ([.. Report, EnhancedGeneralEquipment], ["88.34", "88.35", "88.67", "88.68", "88.69", "88.70", "88.71", "88.72", "88.73", "88.74", "88.75", "88.76"]),
        // A.39 registration, A.40 fiducials, A.46 real world value mapping
        (Content, ["66.1", "66.2", "66.3", "67"]),
        // A.51 segmentation, A.75 parametric map
        ([.. Enhanced, ContentIdentification], ["66.4", "30"]),
        // A.17 RT image, A.18 dose, A.19 structure set, A.20 plan, A.29 to A.31 records, A.49 and A.50 ion
        ([.. Radiotherapy, GeneralImage, ContrastBolus], ["481.1", "481.2"]),
        (Radiotherapy, ["481.3"]),
        ([.. Radiotherapy, RTGeneralPlan], ["481.5", "481.8"]),
        ([.. Radiotherapy, RTGeneralTreatmentRecord], ["481.4", "481.6", "481.9"]),
        ([.. Radiotherapy, RTGeneralTreatmentRecord, RTTreatmentSummaryRecord], ["481.7"]),
    ];

    // Stryker restore String
    private static readonly FrozenDictionary<string, FrozenDictionary<Tag, AttributeType>> Types = Table
        .SelectMany(row => row.SopClasses.Select(sopClass => KeyValuePair.Create(Storage + sopClass, Strictest(row.Modules)))).ToFrozenDictionary();

    /// <summary>The SOP classes whose IOD is known.</summary>
    public static IEnumerable<string> SopClasses => Types.Keys;

    /// <summary>The strictest type that any module of the SOP class's IOD gives an attribute at the top level; null where none is known.</summary>
    public static AttributeType? TypeOf(string sopClassUid, Tag tag)
        => Types.TryGetValue(sopClassUid, out FrozenDictionary<Tag, AttributeType>? types) && types.TryGetValue(tag, out AttributeType type) ? type : null;

    private static FrozenDictionary<Tag, AttributeType> Strictest(IodModule[] modules)
        => modules.SelectMany(module => module.Types).GroupBy(entry => entry.Tag, entry => entry.Type).ToFrozenDictionary(group => group.Key, group => group.Min());
}
