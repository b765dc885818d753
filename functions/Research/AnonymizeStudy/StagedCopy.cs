using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>A copy whose record is staged, as it is made.</summary>
/// <param name="Id">The record.</param>
/// <param name="Case">The case, as it was when the record was staged or taken up.</param>
/// <param name="FacilityPatientId">The facility's patient ID. Personal data.</param>
/// <param name="Facility">The facility.</param>
/// <param name="Project">The project.</param>
/// <param name="BlobName">The package's name in the project's container.</param>
/// <param name="Attempt">
/// Where this attempt works in staging, below the package's name. Each has its own: two runs at once must not write blocks of
/// the same blob.
/// </param>
/// <param name="Created">When the record was staged: the package's date, the same in every attempt.</param>
public sealed record StagedCopy(
    Guid Id, Case Case, string FacilityPatientId, Facility Facility, Project Project, string BlobName, string Attempt, DateTimeOffset Created)
{
    /// <summary>Where the attempts at a package lie in staging.</summary>
    public static string AttemptsOf(string blobName) => blobName + "/";

    /// <summary>Where the previews of a copy lie.</summary>
    public static string PreviewsOf(string previewPrefix) => previewPrefix + "/";

    /// <summary>The name of a preview; 0 is the thumbnail.</summary>
    public static string PreviewOf(string previewPrefix, int number) => $"{previewPrefix}/{number}.jpg";

    /// <summary>Tells nothing of the patient.</summary>
    public override string ToString() => $"copy {Id}";
}
