using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Holds provision records against the rules of today and against their blobs, a page at a time.</summary>
public sealed class ReconciledRecords(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Incidents incidents, Outbox outbox, DeliveryWithdrawal withdrawal, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>A recall that is not consumed after this is stuck.</summary>
    private static readonly TimeSpan LongestRecall = TimeSpan.FromHours(1);

    /// <summary>
    /// Each published record must have every rule on its side, and its package where it says; a case of which one is gone is
    /// taken back and decided again.
    /// </summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        Guid after = Guid.Empty;
        while (await NextAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (Registry.Delivery record in page)
            {
                ReleaseOutcome outcome = await gate.CertifiedAsync(record.CaseId, record.ProcessorId, cancellationToken);
                if (!outcome.Allowed || await withdrawal.IsGoneAsync(record.CaseId, record.ProcessorId, cancellationToken))
                {
                    await CheckUnderLockAsync(record, cancellationToken);
                }
            }

            after = page[^1].Id;
        }
    }

    private Task<List<Registry.Delivery>> NextAsync(Guid after, CancellationToken cancellationToken)
        => registry.Deliveries.AsNoTracking().Include(d => d.Case)
            .Where(d => d.State == DeliveryState.Published && d.Id > after)
            .OrderBy(d => d.Id).Take(Page).ToListAsync(cancellationToken);

    private async Task CheckUnderLockAsync(Registry.Delivery found, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(found.Case.PatientId, cancellationToken);
        Registry.Delivery record = await registry.Deliveries.SingleAsync(d => d.Id == found.Id, cancellationToken);
        if (record.State != DeliveryState.Published)
        {
            return;
        }

        string place = $"{Containers.Delivery(record.ProcessorId).Name}/{record.BlobName}";
        ReleaseOutcome outcome = await gate.CertifiedAsync(record.CaseId, record.ProcessorId, cancellationToken);
        if (!outcome.Allowed)
        {
            if (!await IsBeingRecalledAsync(record, patient.PatientId, cancellationToken))
            {
                await incidents.RaiseAsync(DeliveryIncidents.WithoutRight, place, patient.PatientId, cancellationToken);
            }

            await withdrawal.WithdrawAllAsync(record.CaseId, record.ProcessorId, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }
        else if (await withdrawal.IsGoneAsync(record.CaseId, record.ProcessorId, cancellationToken))
        {
            await incidents.RaiseAsync(DeliveryIncidents.Missing, place, patient.PatientId, cancellationToken);
            await withdrawal.WithdrawAllAsync(record.CaseId, record.ProcessorId, patient.Patient, DeliveryWithdrawal.Gone, cancellationToken);
            outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient.PatientId));
        }

        await patient.CommitAsync(cancellationToken);
    }

    /// <summary>An opt-out a moment ago is no incident: its recall is in the outbox and would have done the same.</summary>
    private async Task<bool> IsBeingRecalledAsync(Registry.Delivery record, Guid patientId, CancellationToken cancellationToken)
    {
        DateTimeOffset since = clock.GetUtcNow() - LongestRecall;
        List<OutboxMessage> pending = await registry.OutboxMessages.AsNoTracking()
            .Where(m => m.Consumed == null && m.DeadLettered == null && m.Created >= since
                && (m.Queue == QueueNames.RecallDelivery || m.Queue == QueueNames.ReleaseReview))
            .ToListAsync(cancellationToken);
        return pending.Select(m => CenterMessages.Deserialize(m.Queue, m.Body)).Any(message => message switch
        {
            RecallFromProcessor recall => recall.CaseId == record.CaseId && recall.ProcessorId == record.ProcessorId,
            ReleaseReview review => review.PatientId == patientId,
            _ => false,
        });
    }
}
