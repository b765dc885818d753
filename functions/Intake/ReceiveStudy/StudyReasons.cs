namespace Pipeline.Intake;

/// <summary>Why a package that could be opened is quarantined all the same.</summary>
public static class StudyReasons
{
    /// <summary>The manifest's sender is not the facility whose container it lies in.</summary>
    public const string Sender = "package.sender";

    /// <summary>The manifest names no upload grant of this facility that was open when the package arrived.</summary>
    public const string Grant = "package.grant";

    /// <summary>The blob was overwritten or deleted after its event.</summary>
    public const string Gone = "package.gone";

    /// <summary>The package is not of the kind that lies under <c>studies/</c>.</summary>
    public const string Kind = "package.kind";

    /// <summary>It holds no object.</summary>
    public const string Empty = "study.empty";

    /// <summary>An object lacks its study's, its class's or its own UID.</summary>
    public const string UidMissing = "study.uid-missing";

    /// <summary>An object has no patient ID, so that nobody's consent can be looked up.</summary>
    public const string PatientMissing = "study.patient-missing";

    /// <summary>Objects of more than one patient.</summary>
    public const string TwoPatients = "study.two-patients";

    /// <summary>Objects of more than one study.</summary>
    public const string TwoStudies = "study.two-studies";

    /// <summary>The objects' patient is not the manifest's, or not the one under whom the study is registered.</summary>
    public const string PatientMismatch = "study.patient-mismatch";

    /// <summary>The objects' study is not the manifest's.</summary>
    public const string UidMismatch = "study.uid-mismatch";

    /// <summary>An SOP Instance UID that is known comes with other content.</summary>
    public const string InstanceConflict = "study.instance-conflict";

    /// <summary>The domain report cannot be read.</summary>
    public const string Report = "study.report";

    /// <summary>Picture files of a study that is not registered: they say neither whose nor when it is.</summary>
    public const string PhotographsAlone = "photograph.without-study";

    /// <summary>Doubt, not refusal: the objects disagree about birth date or sex (I2).</summary>
    public const string IdentityDiffers = "study.identity-differs";
}
