namespace Pipeline.Deidentification;

/// <summary>What was done to an object's pixels.</summary>
public enum PixelTreatment
{
    /// <summary>The object has none.</summary>
    None,

    /// <summary>Passed as they are: an original of a modality that burns nothing in.</summary>
    Passed,

    /// <summary>Masked outside the declared ultrasound regions, and by device rules where there are such.</summary>
    MaskedByRegions,

    /// <summary>Masked by a rule for the device.</summary>
    MaskedByDeviceRule,

    /// <summary>Passed as they are: a person found such images clean.</summary>
    KnownClean,

    /// <summary>The face was taken out of the volume that the slice belongs to.</summary>
    FaceRemoved,
}
