using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Builds a delivery's package in staging, encrypted for its processor, streaming each object from the named storage.
/// </summary>
public sealed class DeliveryPackages(RegistryContext registry, StorageAccounts accounts, IRandomNames names, IOptions<DeliveryOptions> options)
{
    /// <summary>
    /// Builds a package under a name of its own. Two runs at once (a message handed out twice) must not write blocks of the
    /// same blob: one's commit would take the other's.
    /// </summary>
    /// <returns>The package in staging.</returns>
    /// <exception cref="PackageException">A stored object is not what was registered.</exception>
    public async Task<StoredBlob> BuildAsync(StagedDelivery staged, CancellationToken cancellationToken)
    {
        List<Instance> instances = await staged.InstancesIn(registry).AsNoTracking().OrderBy(i => i.Id).ToListAsync(cancellationToken);
        Dictionary<string, Instance> byName = instances
            .OrderBy(i => i.Photograph?.Series, StringComparer.Ordinal).ThenBy(i => i.Photograph?.Number).ThenBy(i => i.Id)
            .Select((instance, i) => (instance, name: FileName(instance, i + 1))).ToDictionary(f => f.name, f => f.instance);
        BlobContainer named = accounts[Containers.Named(staged.Case.FacilityId)];
        BlobContainer staging = accounts[Containers.Staging];
        string attempt = StagedDelivery.AttemptsOf(staged.BlobName) + names.NewName();
        await new EncryptedPackages(staging).UploadAsync(
            attempt,
            PublicKey.FromPem(staged.Processor.PublicKeyId, staged.Processor.PublicKeyPem),
            ManifestOf(staged, byName),
            async (file, cancel) => (await named.OpenReadAsync(byName[file.Name].BlobName, cancellationToken: cancel)).Content,
            cancellationToken: cancellationToken);
        return await staging.FindAsync(attempt, cancellationToken)
            ?? throw new InvalidOperationException("The package was deleted from staging while it was being worked on.");
    }

    private PackageManifest ManifestOf(StagedDelivery staged, Dictionary<string, Instance> files) => new()
    {
        Kind = PackageKind.Delivery,
        Sender = staged.Case.FacilityId.Value,
        PatientId = staged.FacilityPatientId,
        StudyInstanceUid = staged.Case.StudyInstanceUid,
        Provision = staged.Id.ToString(),
        LegalBasis = options.Value.LegalBasis,
        Report = staged.Case.ReportJson is { } report ? JsonSerializer.Deserialize<JsonElement>(report) : null,
        Files = [.. files.Select(file => new PackageFileEntry(file.Key, file.Value.Sha256, file.Value.Size)).OrderBy(file => file.Name, StringComparer.Ordinal)],
        Created = staged.Created,
    };

    /// <summary>Picture files of one series share a folder; what their facility called them stays behind.</summary>
    private static string FileName(Instance instance, int number) => instance.Photograph is { } photograph
        ? string.Create(CultureInfo.InvariantCulture, $"{PackageManifest.PhotographFolder}{photograph.Series}/{number:D6}{photograph.Extension}")
        : string.Create(CultureInfo.InvariantCulture, $"objects/{number:D6}.dcm");
}
