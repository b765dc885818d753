using System.Text.Json;
using Azure;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Reads a package in one pass: decrypt → TAR entry → named storage, the header parsed as the bytes pass by.</summary>
public sealed class StudyReading(RegistryContext registry, StorageAccounts accounts, IPackageKeys keys)
{
    /// <summary>A report larger than this is not a report.</summary>
    private const int MostReportCharacters = 1_000_000;

    private static readonly JsonSerializerOptions ReportJson = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    /// <summary>Reads all of a package into <c>named-{facility}/{prefix}/</c>, over what an earlier run left there.</summary>
    /// <exception cref="StudyRefusedException">Its content cannot be registered.</exception>
    /// <exception cref="PackageException">The package itself is refused.</exception>
    public async Task<ReceivedStudy> ReadAsync(UploadedPackage package, CancellationToken cancellationToken)
    {
        BlobContainer intake = accounts[Containers.Intake(package.FacilityId)];
        try
        {
            await using PackageReader reader = await new EncryptedPackages(intake).OpenAsync(
                package.BlobName, keys, new ETag(package.ETag), cancellationToken: cancellationToken);
            await DemandEnvelopeAsync(package, reader.Manifest, cancellationToken);
            return await ReadFilesAsync(package, reader, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            throw new StudyRefusedException(StudyReasons.Gone);
        }
    }

    private async Task DemandEnvelopeAsync(UploadedPackage package, PackageManifest manifest, CancellationToken cancellationToken)
    {
        package.StudyInstanceUid = manifest.StudyInstanceUid;
        package.FacilityPatientId = manifest.PatientId;
        package.Files = manifest.Files.Count;
        Demand(manifest.Kind == PackageKind.Study, StudyReasons.Kind);
        Demand(manifest.Sender == package.FacilityId.Value, StudyReasons.Sender);
        Demand(manifest.Files.Count > 0, StudyReasons.Empty);
        Demand(await UploadGrants.WasOpenAsync(registry, package.FacilityId, manifest.Grant, package.Received, cancellationToken), StudyReasons.Grant);
    }

    private async Task<ReceivedStudy> ReadFilesAsync(UploadedPackage package, PackageReader reader, CancellationToken cancellationToken)
    {
        BlobContainer named = accounts[Containers.Named(package.FacilityId)];
        List<ReceivedObject> objects = [];
        await foreach (PackageFile file in reader.ReadFilesAsync(cancellationToken))
        {
            string blobName = package.ObjectName(file.Position);
            ReceivedObject? received = null;
            await named.WriteAsync(
                blobName,
                async (target, cancel) => received = await ObjectReading.ReadAsync(file, blobName, target, cancel),
                "application/dicom",
                cancellationToken);
            DemandOneOf(objects, received!, reader.Manifest);
            objects.Add(received!);
        }

        return new ReceivedStudy(objects, ReportOf(reader.Manifest));
    }

    /// <summary>One patient, one study, and those of the manifest.</summary>
    private static void DemandOneOf(List<ReceivedObject> before, ReceivedObject received, PackageManifest manifest)
    {
        string where = $"file {received.Position}";
        if (before.Count > 0)
        {
            Demand(received.PatientId == before[0].PatientId, StudyReasons.TwoPatients, where);
            Demand(received.StudyInstanceUid == before[0].StudyInstanceUid, StudyReasons.TwoStudies, where);
        }

        Demand(manifest.PatientId is null || received.PatientId == manifest.PatientId.Trim(), StudyReasons.PatientMismatch, where);
        Demand(manifest.StudyInstanceUid is null || received.StudyInstanceUid == manifest.StudyInstanceUid, StudyReasons.UidMismatch, where);
        Demand(!before.Exists(o => o.SopInstanceUid == received.SopInstanceUid && o.Sha256 != received.Sha256), StudyReasons.InstanceConflict, where);
    }

    private static DomainReport? ReportOf(PackageManifest manifest)
    {
        if (manifest.Report is not { ValueKind: not JsonValueKind.Null } report)
        {
            return null;
        }

        try
        {
            Demand(report.GetRawText().Length <= MostReportCharacters, StudyReasons.Report);
            return report.Deserialize<DomainReport>(ReportJson);
        }
        catch (JsonException)
        {
            throw new StudyRefusedException(StudyReasons.Report);
        }
    }

    private static void Demand(bool holds, string reason, string? where = null)
    {
        if (!holds)
        {
            throw new StudyRefusedException(reason, where);
        }
    }
}
