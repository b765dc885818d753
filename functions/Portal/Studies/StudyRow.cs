using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A study of the list.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="StudyDate">Study Date.</param>
/// <param name="Modalities">Modalities.</param>
/// <param name="Domain">Domain of its report.</param>
public sealed record StudyRow(StudyStatus Status, DateOnly? StudyDate, IReadOnlyList<string> Modalities, string? Domain);
