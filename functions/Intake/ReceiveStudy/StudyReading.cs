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
        List<ReceivedObject> objects = [];
        List<ReceivedPhotograph> photographs = [];
        List<LeftOutFile> leftOut = [];
        await foreach (PackageFile file in reader.ReadFilesAsync(cancellationToken))
        {
            try
            {
                (ReceivedObject? received, ReceivedPhotograph? photograph) = await ReadFileAsync(package, file, cancellationToken);
                if (received is not null)
                {
                    DemandOneOf(objects, received, reader.Manifest);
                    objects.Add(received);
                }
                else
                {
                    photographs.Add(photograph!);
                }
            }
            catch (PhotographRefusedException e)
            {
                leftOut.Add(new LeftOutFile(file.Position, e.Reason));
            }
        }

        if (objects.Count == 0 && photographs.Count == 0)
        {
            throw new StudyRefusedException(leftOut[0].Reason, $"file {leftOut[0].Position}");
        }

        string? study = objects.Count > 0 ? objects[0].StudyInstanceUid : reader.Manifest.StudyInstanceUid;
        string? patient = objects.Count > 0 ? objects[0].PatientId : reader.Manifest.PatientId?.Trim();
        Demand(!string.IsNullOrWhiteSpace(study) && !string.IsNullOrWhiteSpace(patient), StudyReasons.PhotographsAlone);
        return new ReceivedStudy(study!, patient!, objects, photographs, leftOut, ReportOf(reader.Manifest));
    }

    /// <summary>Writes one file into the named storage: as an object or, by its content, as a picture.</summary>
    private async Task<(ReceivedObject? Object, ReceivedPhotograph? Photograph)> ReadFileAsync(UploadedPackage package, PackageFile file, CancellationToken cancellationToken)
    {
        string blobName = package.ObjectName(file.Position);
        (byte[] start, PeekedStream whole) = await PeekedStream.OpenAsync(file.Content, PhotographReading.StartLength, cancellationToken);
        await using PeekedStream content = whole;
        bool isPhotograph = PhotographReading.IsPhotograph(file, start);
        ReceivedObject? received = null;
        ReceivedPhotograph? photograph = null;
        await accounts[Containers.Named(package.FacilityId)].WriteAsync(
            blobName,
            async (target, cancel) =>
            {
                if (isPhotograph)
                {
                    photograph = await PhotographReading.ReadAsync(file, content, blobName, target, cancel);
                }
                else
                {
                    received = await ObjectReading.ReadAsync(file, content, blobName, target, cancel);
                }
            },
            isPhotograph ? "application/octet-stream" : "application/dicom",
            cancellationToken);
        return (received, photograph);
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
