using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>What became of one object.</summary>
public abstract record DeidentificationOutcome
{
    private protected DeidentificationOutcome()
    {
    }

    /// <summary>Of a CT slice whose series nobody has looked at yet, where <see cref="Deidentifier.SeesSlices"/> says so; null of all others.</summary>
    public SeenSlice? Slice { get; init; }
}

/// <summary>The object was written; all of the output may be released.</summary>
/// <param name="SopClassUid">(0008,0016).</param>
/// <param name="SopInstanceUid">The new (0008,0018).</param>
/// <param name="SeriesInstanceUid">The new (0020,000E); null where the object has none.</param>
/// <param name="StudyInstanceUid">The new (0020,000D); null where the object has none.</param>
/// <param name="TransferSyntaxUid">(0002,0010) as written.</param>
/// <param name="PatientPseudonym">(0010,0020) as written.</param>
/// <param name="Frames">Number of frames; 0 without pixels.</param>
/// <param name="Bytes">Bytes written.</param>
/// <param name="Record">The de-identification report.</param>
/// <param name="Thumbnail">JPEG of the middle frame, masked; null where none was asked for or can be made.</param>
/// <param name="Previews">Some frames, masked, in order.</param>
public sealed record Deidentified(
    string SopClassUid, string SopInstanceUid, string? SeriesInstanceUid, string? StudyInstanceUid, string TransferSyntaxUid, string PatientPseudonym,
    int Frames, long Bytes, DeidentificationRecord Record, byte[]? Thumbnail, IReadOnlyList<PreviewFrame> Previews) : DeidentificationOutcome;

/// <summary>The object may not be released: whatever was written to the output must be thrown away.</summary>
/// <param name="Reason">A code of <see cref="DeidentificationReason"/>, <see cref="DicomReason"/>, <see cref="PixelReasons"/> or <see cref="Registry.ReviewReasons"/>.</param>
/// <param name="Explanation">What was found, for a person; holds nothing of the object's values.</param>
/// <param name="Element">The element it was found at, where one is to blame.</param>
/// <param name="Offset">Bytes into the input; -1 where no place is to blame.</param>
public sealed record Quarantined(string Reason, string Explanation, Tag? Element, long Offset) : DeidentificationOutcome
{
    /// <summary>What a reviewer is asked; null where a reviewer cannot help. The reason is then <see cref="Registry.ReviewReasons.Waiting"/>.</summary>
    public ReviewRequest? Review { get; init; }
}
