using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>What could be anonymised of a case.</summary>
/// <param name="Objects">The objects, each with the name of its blob in staging, in the package's order.</param>
/// <param name="StudyInstanceUid">The pseudonymous Study Instance UID (0020,000D).</param>
/// <param name="Previews">JPEGs, the thumbnail first; empty where none can be made.</param>
/// <param name="ReportJson">The cleaned report.</param>
/// <param name="LeftOut">Why each instance that is not in it was left out, by position.</param>
/// <param name="KeyVersion">The pseudonym key's version.</param>
/// <param name="Rules">The rules for its pixels.</param>
/// <param name="DeviceRules">Names of those that were used.</param>
public sealed record AnonymizedCase(
    IReadOnlyList<AnonymizedObject> Objects, string? StudyInstanceUid, IReadOnlyList<byte[]> Previews, string? ReportJson, IReadOnlyList<LeftOutInstance> LeftOut, string KeyVersion,
    StudyRules Rules, IReadOnlyList<string> DeviceRules)
{
    /// <summary>What reviewers are about to be asked.</summary>
    public IReadOnlyList<PreparedReview> Reviews { get; init; } = [];
}

/// <summary>An anonymised object in staging.</summary>
/// <param name="File">As the package's manifest describes it.</param>
/// <param name="BlobName">Where it lies in staging.</param>
public sealed record AnonymizedObject(PackageFileEntry File, string BlobName);

/// <summary>An instance that could not be proven clean.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Facility">Its facility.</param>
/// <param name="BlobName">Where it lies in the named storage.</param>
/// <param name="Reason">Reason code.</param>
/// <param name="Detail">Its position in the case, element and byte offset. Never a value.</param>
/// <param name="Review">What a reviewer is asked; none: a reviewer cannot help.</param>
public sealed record LeftOutInstance(Guid Id, FacilityId Facility, string BlobName, string Reason, string Detail, ReviewRequest? Review)
{
    /// <summary>Why nothing of a case can be released, whatever its instances hold.</summary>
    public static LeftOutInstance OfWhole(FacilityId facility, string reason) => new(Guid.Empty, facility, "", reason, "", null);
}
