namespace Pipeline.LocalCenter;

/// <summary>What the command line asked for.</summary>
/// <param name="DataFolder">Where everything is kept; starting again on it continues.</param>
/// <param name="InputFolder">Real DICOM files to send instead of the demonstration's.</param>
/// <param name="ConsentsFile">The consent table to send with <paramref name="InputFolder"/>; without it each patient is notified and consents.</param>
/// <param name="Once">Exit when everything has settled.</param>
/// <param name="Port">The portal's port; 0: any free one.</param>
/// <param name="SummaryFile">Where to write the outcome as JSON.</param>
/// <param name="Ocr">Whether masked frames are read once more by tesseract.</param>
/// <param name="Japanese">Language of what is printed.</param>
internal sealed record LocalCenterOptions(
    string DataFolder,
    string? InputFolder,
    string? ConsentsFile,
    bool Once,
    int Port,
    string? SummaryFile,
    bool Ocr,
    bool Japanese);
