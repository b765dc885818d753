namespace Pipeline.Registry;

/// <summary>A case as a project's member sees it (S1): nothing that leads back to patient or facility.</summary>
/// <param name="CopyId">The anonymised copy.</param>
/// <param name="Age">Age in years at the study, 90 standing for 90 and over; none: unknown.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Domain">Domain of its report.</param>
/// <param name="BodySite">Body site code.</param>
/// <param name="Modalities">Modalities.</param>
/// <param name="Diagnoses">Diagnoses, standard names.</param>
/// <param name="PreviewPrefix">Prefix of its previews in <c>preview</c>.</param>
/// <param name="Previews">Number of previews.</param>
/// <param name="ReportJson">The cleaned report (<see cref="DomainReport"/>).</param>
public sealed record VisibleCase(
    Guid CopyId, int? Age, Sex Sex, string? Domain, string? BodySite, IReadOnlyList<string> Modalities,
    IReadOnlyList<ReportDiagnosis> Diagnoses, string PreviewPrefix, int Previews, string? ReportJson)
{
    /// <summary>Age from which it is no longer told exactly (90歳以上).</summary>
    public const int OldestAge = 90;
}
