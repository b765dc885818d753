using System.Security.Cryptography;
using System.Text.Json;

namespace Pipeline.Cloud;

/// <summary>What a package holds for whom.</summary>
public enum PackageKind
{
    /// <summary>A facility's study, for the center.</summary>
    Study,

    /// <summary>A facility's consent table, for the center: one file, <see cref="PackageManifest.ConsentTableName"/>.</summary>
    Consents,

    /// <summary>A named study, for a certified processor.</summary>
    Delivery,

    /// <summary>An anonymised study, for a project's researchers.</summary>
    Research,
}

/// <summary>
/// A package's first entry, <c>manifest.json</c>. It names patients, and is therefore only ever inside an encrypted
/// package.
/// </summary>
public sealed record PackageManifest
{
    /// <summary>The format's name and version.</summary>
    public const string CurrentFormat = "pipeline-package/1";

    /// <summary>The name of the file in a package of kind <see cref="PackageKind.Consents"/>.</summary>
    public const string ConsentTableName = "table.csv";

    /// <summary>
    /// What the names of picture files (JPEG, PNG, TIFF) begin with, as DICOM objects lie in <c>objects/</c>. The rest of the folder
    /// tells which of them were taken together; their order is that of <see cref="Files"/>.
    /// </summary>
    public const string PhotographFolder = "photographs/";

    /// <summary>Always <see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>What it is.</summary>
    public required PackageKind Kind { get; init; }

    /// <summary>The facility that the study comes from.</summary>
    public required string Sender { get; init; }

    /// <summary>The upload grant it came under; demanded of studies and consent tables, absent in what leaves the center.</summary>
    public string? Grant { get; init; }

    /// <summary>The facility's patient ID; absent in research packages and consent tables.</summary>
    public string? PatientId { get; init; }

    /// <summary>Study Instance UID (0020,000D); absent in consent tables.</summary>
    public string? StudyInstanceUid { get; init; }

    /// <summary>Of a consent table: true where it is the facility's whole table, so that whom it leaves out becomes unknown; absent: it adds to what is known.</summary>
    public bool? Snapshot { get; init; }

    /// <summary>Of a whole consent table: how many listed patients the facility knows to be missing in it; absent: not said.</summary>
    public int? Missing { get; init; }

    /// <summary>The provision record's ID; only in delivery packages.</summary>
    public string? Provision { get; init; }

    /// <summary>Why the provision is lawful; only in delivery packages.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>The domain report, as its facility or the anonymiser wrote it.</summary>
    public JsonElement? Report { get; init; }

    /// <summary>The files, in the order in which they follow.</summary>
    public required IReadOnlyList<PackageFileEntry> Files { get; init; }

    /// <summary>When it was packed.</summary>
    public required DateTimeOffset Created { get; init; }
}

/// <summary>A file of a package.</summary>
/// <param name="Name"><c>[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*</c> without <c>.</c> and <c>..</c> parts, at most 100 characters.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
public sealed record PackageFileEntry(string Name, string Sha256, long Size)
{
    /// <summary>Reads <paramref name="content"/> to its end to describe it.</summary>
    public static async Task<PackageFileEntry> OfAsync(string name, Stream content, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[128 * 1024];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            size += read;
        }

        return new PackageFileEntry(name, Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }
}
