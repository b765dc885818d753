namespace Pipeline.Intake;

/// <summary>A picture file cannot be taken in; the rest of its package can.</summary>
/// <param name="reason">One of <c>PhotographReasons</c>.</param>
internal sealed class PhotographRefusedException(string reason) : Exception(reason)
{
    /// <summary>Reason code; its sentences are in <c>ReasonTexts</c>.</summary>
    public string Reason { get; } = reason;
}
