using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Takes back every package of a case from a processor, unless every rule holds again: what was not pulled is removed, of
/// what was pulled the deletion is requested. A package on its way is taken back too. What an earlier run had deleted when it
/// was cut is taken back even so, and decided again.
/// </summary>
public sealed class RecallDelivery(RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, DeliveryWithdrawal withdrawal)
    : IFunction<RecallFromProcessor>
{
    /// <inheritdoc/>
    public async Task HandleAsync(RecallFromProcessor message, CancellationToken cancellationToken)
    {
        List<Registry.Delivery> known = await registry.Deliveries.AsNoTracking().Include(d => d.Case)
            .Where(d => d.CaseId == message.CaseId && d.ProcessorId == message.ProcessorId).Take(1).ToListAsync(cancellationToken);
        if (known is [])
        {
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            return;
        }

        await using PatientTransaction patient = await patientLock.AcquireAsync(known[0].Case.PatientId, cancellationToken);
        if (!await outbox.TryConsumeAsync(message.MessageId, cancellationToken))
        {
            return;
        }

        ReleaseOutcome outcome = await gate.CertifiedAsync(message.CaseId, message.ProcessorId, cancellationToken);
        if (!outcome.Allowed)
        {
            await withdrawal.WithdrawAllAsync(message.CaseId, message.ProcessorId, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }
        else if (await withdrawal.IsGoneAsync(message.CaseId, message.ProcessorId, cancellationToken))
        {
            await withdrawal.WithdrawAllAsync(message.CaseId, message.ProcessorId, patient.Patient, DeliveryWithdrawal.Gone, cancellationToken);
            outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient.PatientId));
        }

        await patient.CommitAsync(cancellationToken);
    }
}
