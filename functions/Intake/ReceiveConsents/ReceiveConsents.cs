using Azure;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Takes a consent table into the ledger, line by line: bad lines are recorded one by one, good ones are kept, and what
/// forbids is followed even in bad ones. Whom a full table leaves out becomes unknown. Cut and run again, it goes over the
/// same lines and passes over those that were applied.
/// </summary>
public sealed class ReceiveConsents(
    RegistryContext registry, ConsentTaking taking, AuditTrail audit, StorageAccounts accounts, IPackageKeys keys, IRandomNames names, LeftFacilities left, TimeProvider clock)
    : IFunction<BlobCreated>
{
    internal const string Actor = "intake";

    /// <inheritdoc/>
    public async Task HandleAsync(BlobCreated message, CancellationToken cancellationToken)
    {
        if (message.EventType != BlobCreated.BlobCreatedType || !Containers.TryFacilityOfIntake(message.ContainerName, out FacilityId facility))
        {
            throw new FormatException("Not the event of an upload.");
        }

        if (await left.DropAsync(message, cancellationToken))
        {
            return;
        }

        ConsentUpload upload = await FindAsync(facility, message, cancellationToken) ?? await AddAsync(facility, message, cancellationToken);
        if (upload.Refusal is null && upload.Completed is null)
        {
            await TakeAsync(upload, cancellationToken);
        }
    }

    private async Task TakeAsync(ConsentUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            (ConsentTable table, PackageManifest manifest) = await OpenAsync(upload, cancellationToken);
            if ((table.Refusal ?? await taking.TakeAsync(upload, table, manifest.Missing, cancellationToken)) is { } refusal)
            {
                await RefuseAsync(upload, refusal, cancellationToken);
            }
        }
        catch (PackageException e)
        {
            await RefuseAsync(upload, e.Reason, cancellationToken);
        }
        catch (StudyRefusedException e)
        {
            await RefuseAsync(upload, e.Reason, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            await RefuseAsync(upload, StudyReasons.Gone, cancellationToken);
        }
    }

    private async Task<(ConsentTable Table, PackageManifest Manifest)> OpenAsync(ConsentUpload upload, CancellationToken cancellationToken)
    {
        EncryptedPackages packages = new(accounts[Containers.Intake(upload.FacilityId)]);
        await using PackageReader reader = await packages.OpenAsync(upload.BlobName, keys, new ETag(upload.ETag), cancellationToken: cancellationToken);
        await DemandEnvelopeAsync(upload, reader.Manifest, cancellationToken);
        await NoteAsync(upload, reader.Manifest, cancellationToken);
        ConsentTable? table = null;
        await foreach (PackageFile file in reader.ReadFilesAsync(cancellationToken))
        {
            table = await ConsentTableReader.ReadAsync(file.Content, upload.Received, cancellationToken);
        }

        return (table!, reader.Manifest);
    }

    /// <summary>Notes what the sender says of the table before any line is applied: other tables are held against it.</summary>
    private async Task NoteAsync(ConsentUpload upload, PackageManifest manifest, CancellationToken cancellationToken)
    {
        if (upload.Made is not null)
        {
            return;
        }

        ConsentUpload row = await registry.ConsentUploads.SingleAsync(u => u.Id == upload.Id, cancellationToken);
        row.Made = upload.Made = manifest.Created < upload.Received ? manifest.Created.ToUniversalTime() : upload.Received;
        row.IsSnapshot = upload.IsSnapshot = manifest.Snapshot is true;
        await registry.SaveChangesAsync(cancellationToken);
    }

    private async Task DemandEnvelopeAsync(ConsentUpload upload, PackageManifest manifest, CancellationToken cancellationToken)
    {
        string? reason = manifest.Kind != PackageKind.Consents || manifest.Files.Count != 1 ? StudyReasons.Kind
            : manifest.Sender != upload.FacilityId.Value ? StudyReasons.Sender
            : !await UploadGrants.WasOpenAsync(registry, upload.FacilityId, manifest.Grant, upload.Received, cancellationToken) ? StudyReasons.Grant
            : null;
        if (reason is not null)
        {
            throw new StudyRefusedException(reason);
        }
    }

    private async Task RefuseAsync(ConsentUpload upload, string reason, CancellationToken cancellationToken)
    {
        registry.ChangeTracker.Clear();
        ConsentUpload row = await registry.ConsentUploads.SingleAsync(u => u.Id == upload.Id, cancellationToken);
        row.Refusal = reason;
        row.LinesAccepted = 0;
        row.Completed = clock.GetUtcNow();
        audit.Add("consents.refused", Actor, upload.FacilityId, details: new { upload = upload.Id, reason });
        await registry.SaveChangesAsync(cancellationToken);
    }

    private async Task<ConsentUpload?> FindAsync(FacilityId facility, BlobCreated created, CancellationToken cancellationToken)
    {
        string blob = created.BlobName;
        string etag = created.ETag.ToString();
        return await registry.ConsentUploads.AsNoTracking()
            .SingleOrDefaultAsync(u => u.FacilityId == facility && u.BlobName == blob && u.ETag == etag, cancellationToken);
    }

    private async Task<ConsentUpload> AddAsync(FacilityId facility, BlobCreated created, CancellationToken cancellationToken)
    {
        ConsentUpload upload = new()
        {
            Id = names.NewId(),
            FacilityId = facility,
            BlobName = created.BlobName,
            ETag = created.ETag.ToString(),
            Received = clock.GetUtcNow(),
        };
        registry.ConsentUploads.Add(upload);
        audit.Add("consents.received", Actor, facility, details: new { upload = upload.Id });
        await registry.SaveChangesAsync(cancellationToken);
        return upload;
    }
}
