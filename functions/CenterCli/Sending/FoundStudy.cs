namespace Pipeline.CenterCli;

/// <summary>A file below the folder being sent.</summary>
/// <param name="Path">Relative, with <c>/</c>. May tell a patient's name: never printed.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsPhotograph">JPEG, PNG or TIFF, by its content.</param>
public readonly record struct FoundFile(string Path, long Length, bool IsPhotograph = false);

/// <summary>A file that is left out.</summary>
/// <param name="Path">Relative, with <c>/</c>. May tell a patient's name: never printed.</param>
/// <param name="Reason">One of <see cref="SkipReasons"/>.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct SkippedFile(string Path, string Reason, long Length);

/// <summary>
/// What makes one package: the files of one study, or a single file that cannot be read as part of one, which the center
/// quarantines with a reason. Personal data: never printed.
/// </summary>
public sealed class FoundStudy
{
    /// <summary>Study Instance UID (0020,000D); null for a file that cannot be read.</summary>
    public required string? StudyInstanceUid { get; init; }

    /// <summary>Patient ID (0010,0020) of the first file; the center looks whether the others agree.</summary>
    public required string? PatientId { get; init; }

    /// <summary>DICOM files by relative path; then picture files, folder by folder, in the order of their names as people number them.</summary>
    public required IReadOnlyList<FoundFile> Files { get; init; }

    /// <summary>Relative path of the domain report beside the images, if there is one.</summary>
    public string? Report { get; set; }

    /// <summary>0 for the first package of a study; others only where a study is larger than one package may be.</summary>
    public int Part { get; init; }
}
