using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Holds blobs against their records, a page at a time.</summary>
public sealed class ReconciledBlobs(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, StorageAccounts accounts, Incidents incidents, AuditTrail audit,
    DeliveryWithdrawal withdrawal, TimeProvider clock)
{
    private const int Page = 500;

    /// <summary>Longer than any run may take: what is staged longer is nobody's work any more.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    /// <summary>Each blob in a processor's container must be of a published record, or of one staged a moment ago.</summary>
    public async Task CheckPublishedAsync(ProcessorId processor, CancellationToken cancellationToken)
    {
        BlobContainer container = accounts[Containers.Delivery(processor)];
        await foreach (StoredBlob[] page in container.ListAsync(cancellationToken: cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            Dictionary<string, Registry.Delivery> records = await RecordsAsync([.. page.Select(b => b.Name)], cancellationToken);
            foreach (StoredBlob blob in page)
            {
                if (!records.TryGetValue(blob.Name, out Registry.Delivery? record) || record.ProcessorId != processor)
                {
                    await WithdrawStrayAsync(container, blob, cancellationToken);
                }
                else if (record.State != DeliveryState.Published)
                {
                    await CheckUnpublishedAsync(container, blob, record, cancellationToken);
                }
            }
        }
    }

    /// <summary>Each blob in staging must belong to a record; attempts that nobody works on any more are deleted.</summary>
    public async Task CheckStagingAsync(CancellationToken cancellationToken)
    {
        BlobContainer staging = accounts[Containers.Staging];
        await foreach (StoredBlob[] page in staging.ListAsync(cancellationToken: cancellationToken).Chunk(Page).WithCancellation(cancellationToken))
        {
            Dictionary<string, Registry.Delivery> records = await RecordsAsync([.. page.Select(RecordedName).Distinct()], cancellationToken);
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

    private static string RecordedName(StoredBlob attempt) => attempt.Name.Split('/')[0];

    private Task<Dictionary<string, Registry.Delivery>> RecordsAsync(List<string> names, CancellationToken cancellationToken)
        => registry.Deliveries.AsNoTracking().Include(d => d.Case).Where(d => names.Contains(d.BlobName)).ToDictionaryAsync(d => d.BlobName, cancellationToken);

    /// <summary>A record is committed before anything of it is written: a blob without one is nobody's.</summary>
    private async Task WithdrawStrayAsync(BlobContainer container, StoredBlob blob, CancellationToken cancellationToken)
    {
        string place = $"{container.Name}/{blob.Name}";
        await incidents.RaiseAsync(DeliveryIncidents.WithoutRecord, place, patientId: null, cancellationToken);
        audit.Add("delivery.withdrawn", DeliveryWithdrawal.Actor, details: new { place });
        await registry.SaveChangesAsync(cancellationToken);
        await container.DeleteIfExistsAsync(blob.Name, cancellationToken);
    }

    /// <summary>Readable though its record is not published: cut between copy and commit a moment ago, or without right.</summary>
    private async Task CheckUnpublishedAsync(BlobContainer container, StoredBlob blob, Registry.Delivery found, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(found.Case.PatientId, cancellationToken);
        Registry.Delivery record = await registry.Deliveries.SingleAsync(d => d.Id == found.Id, cancellationToken);
        ReleaseOutcome outcome = await gate.CertifiedAsync(record.CaseId, record.ProcessorId, cancellationToken);
        bool isUnderWay = record.State == DeliveryState.Staged && record.Created >= clock.GetUtcNow() - LongestRun;
        if (record.State == DeliveryState.Published || (outcome.Allowed && isUnderWay))
        {
            return;
        }

        string kind = outcome.Allowed ? DeliveryIncidents.WithoutRecord : DeliveryIncidents.WithoutRight;
        await incidents.RaiseAsync(kind, $"{container.Name}/{blob.Name}", patient.PatientId, cancellationToken);
        if (record.State == DeliveryState.Staged && !outcome.Allowed)
        {
            await withdrawal.WithdrawAsync(record, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }
        else
        {
            audit.Add("delivery.withdrawn", DeliveryWithdrawal.Actor, patient.Patient.FacilityId, patient.PatientId, record.CaseId, new { delivery = record.Id });
            await registry.SaveChangesAsync(cancellationToken);
            await container.DeleteIfExistsAsync(blob.Name, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
    }
}
