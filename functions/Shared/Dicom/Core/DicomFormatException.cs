namespace Pipeline.Dicom;

/// <summary>
/// The only exception that reading any input throws, besides those of the stream itself and cancellation. It names the
/// place and the rule, never a value.
/// </summary>
public sealed class DicomFormatException : Exception
{
    /// <summary>A refusal at <paramref name="offset"/> bytes into the file (into the inflated data set where it is deflated).</summary>
    public DicomFormatException(string reason, long offset, Tag tag, string message)
        : base($"{reason} at byte {offset}, element ({tag}): {message}")
    {
        Reason = reason;
        Offset = offset;
        Tag = tag;
    }

    /// <summary>One of <see cref="DicomReason"/>.</summary>
    public string Reason { get; }

    /// <summary>Bytes from the beginning of the file; of the inflated data set where it is deflated.</summary>
    public long Offset { get; }

    /// <summary>The element that was being read.</summary>
    public Tag Tag { get; }
}
