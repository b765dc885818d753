namespace Pipeline.Deidentification;

/// <summary>Why an object was quarantined, besides the reasons of reading (<c>dicom.*</c>) and of pixels (<c>pixels.*</c> of Imaging).</summary>
public static class DeidentificationReason
{
    /// <summary>An identifier of the patient stands in what was about to be written.</summary>
    public const string Leak = "deidentify.leak";

    /// <summary>No SOP Class UID, or one that nothing is known of.</summary>
    public const string UnknownSopClass = "deidentify.unknown-sop-class";

    /// <summary>No SOP Instance UID.</summary>
    public const string NoInstanceUid = "deidentify.no-instance-uid";

    /// <summary>A kind of object whose content cannot be judged: documents, raw data, waveforms, video.</summary>
    public const string Unjudged = "deidentify.unjudged-object";

    /// <summary>Text that its character set cannot decode, in a place that must stay.</summary>
    public const string Undecodable = "deidentify.undecodable-text";

    /// <summary>The object's patient is another than the one it was sent for.</summary>
    public const string OtherPatient = "deidentify.other-patient";

    /// <summary>A value too long to hold stands before the description of the image.</summary>
    public const string LongValue = "deidentify.long-value";

    /// <summary>Burned-in text may be there, and nothing says where.</summary>
    public const string TextNotLocated = "pixels.text-not-located";

    /// <summary>Ultrasound regions are declared, but of a device that no reviewer has approved a sample of.</summary>
    public const string RegionsNotApproved = "pixels.regions-not-approved";

    /// <summary>An identifier of the patient could be read in the masked image.</summary>
    public const string TextFound = "pixels.text-found";

    /// <summary>The image may show a face that was not taken out: by itself it cannot be, or its series is not sure.</summary>
    public const string FaceNotRemoved = "pixels.face-not-removed";

    /// <summary>Compressed frames that pass as they are hold a comment or application segment.</summary>
    public const string FrameMetadata = "pixels.metadata-in-frame";
}
