using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>What was provided to a processor, its receipts, and its answers to deletion requests.</summary>
internal sealed class ProcessorDeliveries(RegistryContext registry, PatientLock patientLock, Incidents incidents, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everything that was ever readable by the processor, oldest first.</summary>
    public async Task<IReadOnlyList<DeliveryLine>> ListAsync(ProcessorId processor, CancellationToken cancellationToken)
        => await registry.Deliveries.AsNoTracking()
            .Where(delivery => delivery.ProcessorId == processor && delivery.Published != null)
            .OrderBy(delivery => delivery.Published)
            .ThenBy(delivery => delivery.Id)
            .Select(delivery => new DeliveryLine(
                delivery.Id, delivery.BlobName, delivery.Size, delivery.Published!.Value, delivery.State, delivery.Pulled,
                delivery.DeletionRequested, delivery.DeletionAcknowledged))
            .ToListAsync(cancellationToken);

    /// <summary>
    /// Records a receipt under the patient's lock, once. What was recalled meanwhile becomes a deletion request there and
    /// then. A receipt that says the package could not be read leaves it unpulled.
    /// </summary>
    public Task<ReceiptOutcome> RecordReceiptAsync(ProcessorId processor, ReceiptRequest receipt, Caller caller, CancellationToken cancellationToken)
        => UnderLockAsync(processor, receipt.Provision, delivery => Task.FromResult(Receive(delivery, receipt, caller)), cancellationToken);

    /// <summary>Records, once, that the processor deleted what it had been asked to delete.</summary>
    public Task<ReceiptOutcome> AcknowledgeDeletionAsync(ProcessorId processor, Guid provision, Caller caller, CancellationToken cancellationToken)
        => UnderLockAsync(processor, provision, delivery => AcknowledgeAsync(delivery, caller, cancellationToken), cancellationToken);

    private async Task<ReceiptOutcome> UnderLockAsync(
        ProcessorId processor, Guid provision, Func<Delivery, Task<ReceiptOutcome>> change, CancellationToken cancellationToken)
    {
        Guid? patient = await registry.Deliveries
            .Where(delivery => delivery.Id == provision && delivery.ProcessorId == processor)
            .Select(delivery => (Guid?)delivery.Case.PatientId)
            .SingleOrDefaultAsync(cancellationToken);
        if (patient is null)
        {
            return ReceiptOutcome.Unknown;
        }

        await using PatientTransaction transaction = await patientLock.AcquireAsync(patient.Value, cancellationToken);
        Delivery delivery = await transaction.Registry.Deliveries.Include(row => row.Case).SingleAsync(row => row.Id == provision, cancellationToken);
        ReceiptOutcome outcome = await change(delivery);
        if (outcome == ReceiptOutcome.Recorded)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private ReceiptOutcome Receive(Delivery delivery, ReceiptRequest receipt, Caller caller)
    {
        if (delivery.BlobName != receipt.Blob)
        {
            return ReceiptOutcome.OtherBlob;
        }

        if (delivery.Published is null)
        {
            return ReceiptOutcome.NeverPublished;
        }

        if (!receipt.Ok)
        {
            Audit("delivery.unreadable", delivery, caller);
            return ReceiptOutcome.Recorded;
        }

        if (delivery.Pulled is null)
        {
            delivery.Pulled = clock.GetUtcNow();
            Audit("delivery.pulled", delivery, caller);
        }

        if (delivery is { State: DeliveryState.Recalled, DeletionRequested: null })
        {
            delivery.DeletionRequested = clock.GetUtcNow();
            Audit("delivery.deletion-requested", delivery, caller);
        }

        return ReceiptOutcome.Recorded;
    }

    /// <summary>Late, it also closes the incident that it was late.</summary>
    private async Task<ReceiptOutcome> AcknowledgeAsync(Delivery delivery, Caller caller, CancellationToken cancellationToken)
    {
        if (delivery.DeletionRequested is null)
        {
            return ReceiptOutcome.NotRequested;
        }

        if (delivery.DeletionAcknowledged is null)
        {
            delivery.DeletionAcknowledged = clock.GetUtcNow();
            await incidents.CloseAsync(OverdueDeletions.OfProcessor, OverdueDeletions.PlaceOf(delivery), cancellationToken);
            Audit("delivery.deletion-acknowledged", delivery, caller);
        }

        return ReceiptOutcome.Recorded;
    }

    private void Audit(string action, Delivery delivery, Caller caller) => audit.Add(
        action, caller.Subject, delivery.Case.FacilityId, delivery.Case.PatientId, delivery.CaseId,
        new { provision = delivery.Id, processor = delivery.ProcessorId.Value });
}
