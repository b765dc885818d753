using System.Globalization;

namespace Pipeline.Registry;

/// <summary>One encrypted study package as a facility committed it to its intake container.</summary>
public sealed class UploadedPackage
{
    private const string FilePrefix = "file ";
    private const string Separator = ", ";

    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility whose container it lies in; the manifest's sender must agree.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>Name of the blob in <c>intake-{facility}</c>.</summary>
    public required string BlobName { get; init; }

    /// <summary>The blob's ETag when it was received: readers pin it.</summary>
    public required string ETag { get; init; }

    /// <summary>Bytes of the blob.</summary>
    public required long Size { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Random prefix of its objects in <c>named-{facility}</c>, so that a second run overwrites the first's.</summary>
    public required string StoragePrefix { get; init; }

    /// <summary>Where it stands.</summary>
    public PackageState State { get; set; } = PackageState.Receiving;

    /// <summary>Reason code of a quarantine: of the package, or, where it is registered, of single picture files that were left out.</summary>
    public string? Reason { get; set; }

    /// <summary>Position of the problem (file number, byte offset, element's tag). Never a value.</summary>
    public string? ReasonDetail { get; set; }

    /// <summary>The case it was registered in.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>Study Instance UID as its manifest states it, when it could be read. Personal data.</summary>
    public string? StudyInstanceUid { get; set; }

    /// <summary>Patient ID as its manifest states it, when it could be read. Personal data.</summary>
    public string? FacilityPatientId { get; set; }

    /// <summary>Files counted by its manifest, when it could be read.</summary>
    public int Files { get; set; }

    /// <summary>Set once its blob was deleted from the intake container (some days after registration).</summary>
    public DateTimeOffset? BlobDeleted { get; set; }

    /// <summary>Says of a registered package which picture files were left out.</summary>
    /// <param name="reason">Why the first of them was.</param>
    /// <param name="positions">Of all of them, from 1; not none.</param>
    public void LeaveOut(string reason, IReadOnlyCollection<int> positions)
        => (Reason, ReasonDetail) = (reason, string.Join(Separator, positions.Order().Select(position => FilePrefix + position.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Positions, from 1, of the files of a registered package that were left out, of the reason's position.</summary>
    public static IReadOnlySet<int> LeftOut(string? reasonDetail)
        => (reasonDetail ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(one => int.TryParse(one.AsSpan(Math.Min(FilePrefix.Length, one.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int position) ? position : 0)
            .Where(position => position > 0).ToHashSet();

    /// <summary>Name in <c>named-{facility}</c> of its n-th file, n from 1.</summary>
    public string ObjectName(int position) => $"{StoragePrefix}/{position:D6}";
}
