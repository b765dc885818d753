using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>What the pass says about itself (PS3.15 E.1.1, PS3.3 C.12.1): removed wherever it stands, then written anew at the top.</summary>
internal static class WrittenAttributes
{
    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    private static readonly (ProfileOption Option, string Code, string Meaning)[] Codes =
    [
        (ProfileOption.CleanGraphics, "113103", "Clean Graphics Option"),
        (ProfileOption.CleanStructuredContent, "113104", "Clean Structured Content Option"),
        (ProfileOption.CleanDescriptors, "113105", "Clean Descriptors Option"),
        (ProfileOption.RetainFullDates, "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        (ProfileOption.RetainModifiedDates, "113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        (ProfileOption.RetainPatientCharacteristics, "113108", "Retain Patient Characteristics Option"),
        (ProfileOption.RetainDeviceIdentity, "113109", "Retain Device Identity Option"),
        (ProfileOption.RetainUids, "113110", "Retain UIDs Option"),
        (ProfileOption.RetainSafePrivate, "113111", "Retain Safe Private Option"),
        (ProfileOption.RetainInstitutionIdentity, "113112", "Retain Institution Identity Option"),
    ];

    // Stryker restore String
    public static bool Contains(Tag tag) => tag == Tags.PatientIdentityRemoved || tag == Tags.DeidentificationMethod || tag == Tags.DeidentificationMethodCodeSequence
        || tag == Tags.LongitudinalTemporalInformationModified || tag == Tags.BurnedInAnnotation || tag == Tags.RecognizableVisualFeatures;

    /// <summary>Says what was done, and of the pixels only what was really done.</summary>
    public static void Write(DataSet root, DeidentificationProfile profile, PixelTreatment pixels, ActionLog log)
    {
        bool masked = pixels is PixelTreatment.MaskedByRegions or PixelTreatment.MaskedByDeviceRule;
        bool faceless = pixels == PixelTreatment.FaceRemoved;
        root.SetString(Tags.PatientIdentityRemoved, "YES");
        root.SetString(Tags.DeidentificationMethod, $"PS3.15 {BasicProfile.Edition}, profile {profile.Name}");
        Sequence codes = root.SetSequence(Tags.DeidentificationMethodCodeSequence);
        Add(codes, "113100", "Basic Application Confidentiality Profile");
        if (masked || faceless) Add(codes, "113101", "Clean Pixel Data Option");
        if (faceless) Add(codes, "113102", "Clean Recognizable Visual Features Option");
        foreach ((ProfileOption option, string code, string meaning) in Codes)
        {
            if (profile.Has(option)) Add(codes, code, meaning);
        }

        root.SetString(Tags.LongitudinalTemporalInformationModified, profile.Dates switch { DatesMode.Full => "UNMODIFIED", DatesMode.Modified => "MODIFIED", _ => "REMOVED" });
        if (masked) root.SetString(Tags.BurnedInAnnotation, "NO");
        if (faceless) root.SetString(Tags.RecognizableVisualFeatures, "NO");
        var rule = new AttributeRule(RuleSource.Profile, BasicAction.None);
        foreach (Tag tag in new[] { Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence, Tags.LongitudinalTemporalInformationModified })
            log.Add(root, tag, AttributeOutcome.Written, rule);
        if (masked) log.Add(root, Tags.BurnedInAnnotation, AttributeOutcome.Written, rule);
        if (faceless) log.Add(root, Tags.RecognizableVisualFeatures, AttributeOutcome.Written, rule);
    }

    private static void Add(Sequence codes, string code, string meaning)
    {
        DataSet item = codes.Add();
        item.SetString(Tags.CodeValue, code);
        item.SetString(Tags.CodingSchemeDesignator, "DCM");
        item.SetString(Tags.CodeMeaning, meaning);
    }
}
