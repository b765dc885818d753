using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Ends the work on an object that may not be released. Its message names a rule, never a value.</summary>
internal class QuarantineException(string reason, string message, Tag tag = default, long offset = -1) : Exception(message)
{
    public string Reason { get; } = reason;

    public Tag Tag { get; } = tag;

    public long Offset { get; } = offset;
}
