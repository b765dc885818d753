namespace Pipeline.Registry;

/// <summary>Why a request is not recorded. The sentences are in <see cref="ReasonTexts"/>.</summary>
public static class DeskReasons
{
    /// <summary>Something it needs is missing or out of range.</summary>
    public const string Incomplete = "desk.incomplete";

    /// <summary>The facility has no such patient.</summary>
    public const string PatientUnknown = "desk.patient-unknown";

    /// <summary>There is no opt-out to take back.</summary>
    public const string NotOptedOut = "desk.not-opted-out";

    /// <summary>There is no such facility or project.</summary>
    public const string NoSuchPlace = "desk.no-such-place";
}
