using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.Research;

/// <summary>Builds a copy's package in staging of the objects made there, encrypted for its project.</summary>
public sealed class CopyPackages(StorageAccounts accounts)
{
    /// <summary>
    /// Builds the package. It names no patient; its sender is the facility, since copies are made and given out per hospital
    /// (病院毎に匿名化) and each of them is told whose it is.
    /// </summary>
    /// <returns>The package in staging.</returns>
    public async Task<StoredBlob> BuildAsync(StagedCopy staged, AnonymizedCase made, CancellationToken cancellationToken)
    {
        BlobContainer staging = accounts[Containers.ResearchStaging];
        Dictionary<string, string> blobs = made.Objects.ToDictionary(o => o.File.Name, o => o.BlobName);
        string name = $"{staged.Attempt}/package";
        await new EncryptedPackages(staging).UploadAsync(
            name,
            PublicKey.FromPem(staged.Project.PublicKeyId, staged.Project.PublicKeyPem),
            ManifestOf(staged, made),
            async (file, cancel) => (await staging.OpenReadAsync(blobs[file.Name], cancellationToken: cancel)).Content,
            cancellationToken: cancellationToken);
        return await staging.FindAsync(name, cancellationToken)
            ?? throw new InvalidOperationException("The package was deleted from staging while it was being worked on.");
    }

    private static PackageManifest ManifestOf(StagedCopy staged, AnonymizedCase made) => new()
    {
        Kind = PackageKind.Research,
        Sender = staged.Facility.Id.Value,
        StudyInstanceUid = made.StudyInstanceUid,
        Report = made.ReportJson is { } report ? JsonSerializer.Deserialize<JsonElement>(report) : null,
        Files = [.. made.Objects.Select(o => o.File)],
        Created = staged.Created,
    };
}
