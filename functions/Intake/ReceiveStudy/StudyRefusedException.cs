namespace Pipeline.Intake;

/// <summary>A study cannot be registered as it came; its package is quarantined with this reason. Never holds a value.</summary>
/// <param name="reason">One of <see cref="StudyReasons"/>, or a reason of the DICOM library.</param>
/// <param name="detail">Where: file number, byte offset, element.</param>
public sealed class StudyRefusedException(string reason, string? detail = null) : Exception(reason)
{
    /// <summary>Reason code; its sentences are in <c>ReasonTexts</c>.</summary>
    public string Reason { get; } = reason;

    /// <summary>Where the problem lies.</summary>
    public string? Detail { get; } = detail;
}
