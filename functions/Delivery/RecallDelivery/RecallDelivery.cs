using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Takes back every package of a case from a processor, unless every rule holds again: what was not pulled is removed, of
/// what was pulled the deletion is requested. A package on its way is taken back too.
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
            List<Registry.Delivery> standing = await registry.Deliveries
                .Where(d => d.CaseId == message.CaseId && d.ProcessorId == message.ProcessorId && d.State != DeliveryState.Recalled)
                .OrderBy(d => d.ContentVersion).ToListAsync(cancellationToken);
            foreach (Registry.Delivery delivery in standing)
            {
                await withdrawal.WithdrawAsync(delivery, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
            }
        }

        await patient.CommitAsync(cancellationToken);
    }
}
