using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Erases a facility's patients one by one: while something of one is released its recall is asked for; once nothing is, the
/// objects go from the named storage, then the rows in one transaction under the patient's lock.
/// </summary>
public sealed class ErasedPatients(RegistryContext registry, PatientLock patientLock, PatientErasure rows, Outbox outbox, AuditTrail audit, StorageAccounts accounts)
{
    private const int Batch = 200;

    /// <returns>Whether nothing was left to do.</returns>
    public async Task<bool> EraseAsync(FacilityErasure erasure, CancellationToken cancellationToken)
    {
        bool isClean = true;
        Guid after = Guid.Empty;
        while (await NextAsync(erasure.FacilityId, after, cancellationToken) is { Count: > 0 } patients)
        {
            foreach (Guid patient in patients)
            {
                isClean &= await EraseAsync(erasure, patient, cancellationToken);
            }

            after = patients[^1];
        }

        return isClean;
    }

    private Task<List<Guid>> NextAsync(FacilityId facility, Guid after, CancellationToken cancellationToken)
        => registry.Patients.Where(row => row.FacilityId == facility && row.Id > after).OrderBy(row => row.Id).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);

    private async Task<bool> EraseAsync(FacilityErasure erasure, Guid patientId, CancellationToken cancellationToken)
    {
        if (await RecallAsync(patientId, cancellationToken))
        {
            return false;
        }

        // Before the lock, which on one machine is everybody's: nothing reads the objects any more, since no rule releases them.
        List<string> objects = await registry.Instances.Where(one => registry.Cases.Any(row => row.Id == one.CaseId && row.PatientId == patientId))
            .Select(one => one.BlobName).ToListAsync(cancellationToken);
        foreach (string name in objects)
        {
            await accounts[Containers.Named(erasure.FacilityId)].DeleteIfExistsAsync(name, cancellationToken);
        }

        await using PatientTransaction patient = await patientLock.AcquireAsync(patientId, cancellationToken);
        (int cases, int erased) = await rows.EraseAsync(patient.Patient, cancellationToken);
        if (cases > 0)
        {
            FacilityErasure row = await registry.FacilityErasures.SingleAsync(one => one.Id == erasure.Id, cancellationToken);
            row.Cases += cases;
            row.Objects += erased;
            audit.Add("patient.erased", EraseFacility.Actor, erasure.FacilityId, patientId, details: new { erasure = erasure.Id, cases, objects = erased });
        }

        await patient.CommitAsync(cancellationToken);
        return cases == 0;
    }

    /// <summary>Asks, once until it is answered, for the recall of whatever of the patient is released or on its way out.</summary>
    private async Task<bool> RecallAsync(Guid patientId, CancellationToken cancellationToken)
    {
        var deliveries = await registry.Deliveries.Where(row => row.Case.PatientId == patientId && row.State != DeliveryState.Recalled)
            .Select(row => new { row.CaseId, row.ProcessorId }).Distinct().ToListAsync(cancellationToken);
        var copies = await registry.ResearchCopies.Where(row => row.Case.PatientId == patientId && row.State != ResearchCopyState.Withdrawn)
            .Select(row => new { row.CaseId, row.ProjectId }).Distinct().ToListAsync(cancellationToken);

        // Research removes them, and their frames, with the copies, or when it reconciles.
        int frames = await registry.ReviewItems.CountAsync(row => row.Case.PatientId == patientId && row.State != ReviewItemState.Removed, cancellationToken);
        foreach (var delivery in deliveries)
        {
            if (!await IsAskedAsync(QueueNames.RecallDelivery, delivery.CaseId, cancellationToken))
            {
                outbox.Add(QueueNames.RecallDelivery, id => new RecallFromProcessor(id, delivery.CaseId, delivery.ProcessorId));
            }
        }

        foreach (var copy in copies)
        {
            if (!await IsAskedAsync(QueueNames.RecallResearch, copy.CaseId, cancellationToken))
            {
                outbox.Add(QueueNames.RecallResearch, id => new RecallFromResearch(id, copy.CaseId, copy.ProjectId));
            }
        }

        await registry.SaveChangesAsync(cancellationToken);
        registry.ChangeTracker.Clear();
        return deliveries.Count + copies.Count + frames > 0;
    }

    private Task<bool> IsAskedAsync(string queue, Guid caseId, CancellationToken cancellationToken)
    {
        string named = caseId.ToString();
        return registry.OutboxMessages.AnyAsync(row => row.Queue == queue && row.Consumed == null && row.DeadLettered == null && row.Body.Contains(named), cancellationToken);
    }
}
