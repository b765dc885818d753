namespace Pipeline.Dicom;

/// <summary>
/// What is to change in a file as it passes from input to output. Derive from it; the base changes nothing. Each part
/// of the data set is shown: the one before the pixel data, and every one after a streamed value.
/// </summary>
public class DicomEdit
{
    /// <summary>An edit that changes nothing.</summary>
    public static DicomEdit None { get; } = new();

    /// <summary>The transfer syntax to write; null for that of the input. Asked for once the first part was edited and its streamed value decided.</summary>
    public virtual TransferSyntax? OutputSyntax => null;

    /// <summary>
    /// Edits one part of the root data set before it is written. <paramref name="part"/> is <see cref="DicomFile.DataSet"/>
    /// first, then whatever follows each streamed value (trailing padding, signatures, private groups).
    /// </summary>
    public virtual ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Decides about pixel data and other streamed values; called after the part before it was edited.</summary>
    public virtual StreamedDecision Decide(DicomFile file, StreamedValue value) => StreamedDecision.Keep;
}
