using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Finds or makes the record that a message asks for, in one short transaction under the patient's lock.</summary>
public sealed class DeliveryStaging(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, DeliveryWithdrawal withdrawal,
    StorageAccounts accounts, IRandomNames names, TimeProvider clock)
{
    /// <summary>
    /// The record to work on next: one that was begun before anything new, so that what may already be readable is recorded
    /// and nothing is provided twice. None when nothing is left to do; the message is then consumed.
    /// </summary>
    public async Task<StagedDelivery?> NextAsync(DeliverCase message, CancellationToken cancellationToken)
    {
        Case? named = await registry.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == message.CaseId, cancellationToken);
        if (named is null || !await registry.Processors.AnyAsync(p => p.Id == message.ProcessorId, cancellationToken))
        {
            await ConsumeAsync(message, cancellationToken);
            return null;
        }

        StagedDelivery? next = await registry.OutboxMessages.AnyAsync(m => m.Id == message.MessageId && m.Consumed != null, cancellationToken)
            ? null
            : await NextUnderLockAsync(message, named.PatientId, cancellationToken);
        if (next is null)
        {
            await DeleteLeftoversAsync(message, cancellationToken);
        }

        return next;
    }

    private async Task<StagedDelivery?> NextUnderLockAsync(DeliverCase message, Guid patientId, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(patientId, cancellationToken);
        Case current = await registry.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellationToken);
        Processor processor = await registry.Processors.AsNoTracking().SingleAsync(p => p.Id == message.ProcessorId, cancellationToken);
        ReleaseOutcome outcome = await gate.CertifiedAsync(current.Id, processor.Id, cancellationToken);
        List<Registry.Delivery> standing = await registry.Deliveries
            .Where(d => d.CaseId == current.Id && d.ProcessorId == processor.Id && d.State != DeliveryState.Recalled)
            .OrderBy(d => d.ContentVersion).ToListAsync(cancellationToken);
        Registry.Delivery? staged = standing.Find(d => d.State == DeliveryState.Staged);
        if (!outcome.Allowed)
        {
            if (staged is not null)
            {
                await withdrawal.WithdrawAsync(staged, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
            }

            staged = null;
        }
        else if (staged is null && !standing.Exists(d => d.ContentVersion == current.ContentVersion))
        {
            staged = NewRecord(current, processor.Id);
            registry.Deliveries.Add(staged);
        }

        if (staged is null)
        {
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
        int provided = standing.Where(d => d.State == DeliveryState.Published).Max(d => (int?)d.ContentVersion) ?? 0;
        return staged is null
            ? null
            : new StagedDelivery(staged.Id, current, patient.Patient.FacilityPatientId, processor, staged.ContentVersion, provided, staged.BlobName, staged.Created);
    }

    private Registry.Delivery NewRecord(Case current, ProcessorId processor) => new()
    {
        Id = names.NewId(),
        CaseId = current.Id,
        ProcessorId = processor,
        ContentVersion = current.ContentVersion,
        BlobName = names.NewName(),
        Created = clock.GetUtcNow(),
    };

    /// <summary>Attempts that were overtaken or cut after their commit; nobody could read them.</summary>
    private async Task DeleteLeftoversAsync(DeliverCase message, CancellationToken cancellationToken)
    {
        List<string> finished = await registry.Deliveries
            .Where(d => d.CaseId == message.CaseId && d.ProcessorId == message.ProcessorId && d.State != DeliveryState.Staged)
            .Select(d => d.BlobName).ToListAsync(cancellationToken);
        foreach (string blobName in finished)
        {
            await accounts[Containers.Staging].DeleteAllAsync(StagedDelivery.AttemptsOf(blobName), cancellationToken);
        }
    }

    private async Task ConsumeAsync(DeliverCase message, CancellationToken cancellationToken)
    {
        if (await outbox.TryConsumeAsync(message.MessageId, cancellationToken))
        {
            await registry.SaveChangesAsync(cancellationToken);
        }
    }
}
