namespace Pipeline.Deidentification;

/// <summary>The options of PS3.15 Annex E.3. Those up to <see cref="CleanGraphics"/> number the columns of Table E.1-1.</summary>
public enum ProfileOption
{
    /// <summary>E.3.10 Retain Safe Private.</summary>
    RetainSafePrivate = 0,

    /// <summary>E.3.9 Retain UIDs.</summary>
    RetainUids = 1,

    /// <summary>E.3.8 Retain Device Identity.</summary>
    RetainDeviceIdentity = 2,

    /// <summary>E.3.11 Retain Institution Identity.</summary>
    RetainInstitutionIdentity = 3,

    /// <summary>E.3.7 Retain Patient Characteristics.</summary>
    RetainPatientCharacteristics = 4,

    /// <summary>E.3.6 Retain Longitudinal Temporal Information with Full Dates.</summary>
    RetainFullDates = 5,

    /// <summary>E.3.6 Retain Longitudinal Temporal Information with Modified Dates.</summary>
    RetainModifiedDates = 6,

    /// <summary>E.3.5 Clean Descriptors.</summary>
    CleanDescriptors = 7,

    /// <summary>E.3.4 Clean Structured Content.</summary>
    CleanStructuredContent = 8,

    /// <summary>E.3.3 Clean Graphics.</summary>
    CleanGraphics = 9,

    /// <summary>E.3.1 Clean Pixel Data. Every profile must have it: nothing leaves with text nobody looked for.</summary>
    CleanPixelData = 10,

    /// <summary>E.3.2 Clean Recognizable Visual Features.</summary>
    CleanRecognizableVisualFeatures = 11,
}
