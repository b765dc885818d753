using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Holds blobs against their records, a page at a time.</summary>
public sealed class ReconciledBlobs(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, StorageAccounts accounts, Incidents incidents, AuditTrail audit,
    CopyWithdrawal withdrawal, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>Longer than any run may take: what is staged longer is nobody's work any more.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    /// <summary>Each blob in a project's container must be of a published copy, or of one staged a moment ago.</summary>
    public async Task CheckPublishedAsync(ProjectId project, CancellationToken cancellationToken)
    {
        BlobContainer container = accounts[Containers.Research(project)];
        await foreach (StoredBlob[] page in container.ListAsync(cancellationToken: cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            Dictionary<string, ResearchCopy> records = await ByBlobNameAsync([.. page.Select(b => b.Name)], cancellationToken);
            foreach (StoredBlob blob in page)
            {
                ResearchCopy? record = records.GetValueOrDefault(blob.Name);
                await CheckReadableAsync(container, blob, record?.ProjectId == project ? record : null, cancellationToken);
            }
        }
    }

    /// <summary>Each preview must be of a published copy, or of one staged a moment ago.</summary>
    public async Task CheckPreviewsAsync(CancellationToken cancellationToken)
    {
        BlobContainer container = accounts[Containers.Preview];
        await foreach (StoredBlob[] page in container.ListAsync(cancellationToken: cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            List<string> prefixes = [.. page.Select(RecordedName).Distinct()];
            Dictionary<string, ResearchCopy> records = await registry.ResearchCopies.AsNoTracking().Include(c => c.Case)
                .Where(c => prefixes.Contains(c.PreviewPrefix)).ToDictionaryAsync(c => c.PreviewPrefix, cancellationToken);
            foreach (StoredBlob blob in page)
            {
                await CheckReadableAsync(container, blob, records.GetValueOrDefault(RecordedName(blob)), cancellationToken);
            }
        }
    }

    /// <summary>Each blob in staging must belong to a record; attempts that nobody works on any more are deleted.</summary>
    public async Task CheckStagingAsync(CancellationToken cancellationToken)
    {
        BlobContainer staging = accounts[Containers.ResearchStaging];
        await foreach (StoredBlob[] page in staging.ListAsync(cancellationToken: cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            Dictionary<string, ResearchCopy> records = await ByBlobNameAsync([.. page.Select(RecordedName).Distinct()], cancellationToken);
            foreach (StoredBlob blob in page)
            {
                if (!records.ContainsKey(RecordedName(blob)))
                {
                    await WithdrawStrayAsync(staging, blob, cancellationToken);
                }
                else if (blob.LastModified < clock.GetUtcNow() - LongestRun)
                {
                    await staging.DeleteIfExistsAsync(blob.Name, cancellationToken);
                }
            }
        }
    }

    private static string RecordedName(StoredBlob blob) => blob.Name.Split('/')[0];

    private Task<Dictionary<string, ResearchCopy>> ByBlobNameAsync(List<string> names, CancellationToken cancellationToken)
        => registry.ResearchCopies.AsNoTracking().Include(c => c.Case).Where(c => names.Contains(c.BlobName)).ToDictionaryAsync(c => c.BlobName, cancellationToken);

    private Task CheckReadableAsync(BlobContainer container, StoredBlob blob, ResearchCopy? record, CancellationToken cancellationToken) => record switch
    {
        null => WithdrawStrayAsync(container, blob, cancellationToken),
        { State: ResearchCopyState.Published } => Task.CompletedTask,
        _ => CheckUnpublishedAsync(container, blob, record, cancellationToken),
    };

    /// <summary>A record is committed before anything of it is written: a blob without one is nobody's.</summary>
    private async Task WithdrawStrayAsync(BlobContainer container, StoredBlob blob, CancellationToken cancellationToken)
    {
        string place = $"{container.Name}/{blob.Name}";
        await incidents.RaiseAsync(ResearchIncidents.WithoutRecord, place, patientId: null, cancellationToken);
        audit.Add("research.blob-withdrawn", CopyWithdrawal.Actor, details: new { place });
        await registry.SaveChangesAsync(cancellationToken);
        await container.DeleteIfExistsAsync(blob.Name, cancellationToken);
    }

    /// <summary>Readable though its record is not published: cut before the commit, left by a renewed copy, or without right.</summary>
    private async Task CheckUnpublishedAsync(BlobContainer container, StoredBlob blob, ResearchCopy found, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(found.Case.PatientId, cancellationToken);
        ResearchCopy record = await registry.ResearchCopies.SingleAsync(c => c.Id == found.Id, cancellationToken);
        ReleaseOutcome outcome = await gate.ResearchAsync(record.CaseId, record.ProjectId, cancellationToken);
        bool isUnderWay = record.State == ResearchCopyState.Staged && record.Created >= clock.GetUtcNow() - LongestRun;
        if (record.State == ResearchCopyState.Published || (outcome.Allowed && isUnderWay))
        {
            return;
        }

        // a renewed copy whose deletion was cut was readable by right until then
        bool isLeftover = outcome.Allowed && record is { State: ResearchCopyState.Withdrawn, Reason: CopyWithdrawal.Renewed };
        if (!isLeftover)
        {
            string kind = outcome.Allowed ? ResearchIncidents.WithoutRecord : ResearchIncidents.WithoutRight;
            await incidents.RaiseAsync(kind, $"{container.Name}/{blob.Name}", patient.PatientId, cancellationToken);
        }

        if (record.State == ResearchCopyState.Staged && !outcome.Allowed)
        {
            await withdrawal.WithdrawAsync(record, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }
        else
        {
            audit.Add("research.blob-withdrawn", CopyWithdrawal.Actor, patient.Patient.FacilityId, patient.PatientId, record.CaseId, new { copy = record.Id });
            await registry.SaveChangesAsync(cancellationToken);
            await container.DeleteIfExistsAsync(blob.Name, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
    }
}
