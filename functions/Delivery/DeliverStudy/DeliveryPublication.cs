using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Makes a staged package readable, in the transaction that holds its patient's lock, if every rule still allows it.</summary>
public sealed class DeliveryPublication(
    RegistryContext registry, PatientLock patientLock, ReleaseGate gate, Outbox outbox, AuditTrail audit, DeliveryWithdrawal withdrawal,
    StorageAccounts accounts, TimeProvider clock)
{
    /// <summary>
    /// Publishes the package and completes the provision record, or withdraws the delivery. A record that another run has
    /// meanwhile finished, or an opt-out has recalled, stays as it is.
    /// </summary>
    public async Task PublishAsync(DeliverCase message, StagedDelivery staged, StoredBlob package, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(staged.Case.PatientId, cancellationToken);
        Registry.Delivery delivery = await registry.Deliveries.SingleAsync(d => d.Id == staged.Id, cancellationToken);
        if (delivery.State != DeliveryState.Staged)
        {
            return;
        }

        ReleaseOutcome outcome = await gate.CertifiedAsync(delivery.CaseId, delivery.ProcessorId, cancellationToken);
        int current = await registry.Cases.Where(c => c.Id == delivery.CaseId).Select(c => c.ContentVersion).SingleAsync(cancellationToken);
        if (!outcome.Allowed || current == delivery.ContentVersion)
        {
            // with more content in the meantime the message has more to do
            await outbox.TryConsumeAsync(message.MessageId, cancellationToken);
        }

        if (outcome.Allowed)
        {
            await RecordAsync(delivery, staged, package, outcome, cancellationToken);
            await accounts[Containers.Staging].PublishAsync(
                package.Name, accounts[Containers.Delivery(delivery.ProcessorId)], delivery.BlobName, cancellationToken);
        }
        else
        {
            await withdrawal.WithdrawAsync(delivery, patient.Patient, outcome.Blocking[0].Rule, cancellationToken);
        }

        await patient.CommitAsync(cancellationToken);
    }

    /// <summary>Saved before the copy: what the database refuses must not have become readable.</summary>
    private async Task RecordAsync(
        Registry.Delivery delivery, StagedDelivery staged, StoredBlob package, ReleaseOutcome outcome, CancellationToken cancellationToken)
    {
        Processor processor = staged.Processor;
        int objects = await staged.InstancesIn(registry).CountAsync(i => i.Photograph == null, cancellationToken);
        int photographs = await staged.InstancesIn(registry).CountAsync(i => i.Photograph != null, cancellationToken);
        delivery.State = DeliveryState.Published;
        delivery.Published = clock.GetUtcNow();
        delivery.ProcessorStated = $"{processor.Name}、{processor.Address}、{processor.Representative}";
        delivery.ItemsStated = $"医用画像等（DICOM）{objects}件{(photographs == 0 ? "" : $"、写真{photographs}件")}{(staged.Case.ReportJson is null ? "" : "、領域レポート1件")}";
        delivery.NoticeEventId = outcome.NoticeEventId;
        delivery.Size = package.Length;
        audit.Add("delivery.published", DeliveryWithdrawal.Actor, staged.Case.FacilityId, staged.Case.PatientId, delivery.CaseId, new
        {
            delivery = delivery.Id, processor = delivery.ProcessorId.Value, delivery.ContentVersion, objects, photographs, notice = delivery.NoticeEventId,
        });
        await registry.SaveChangesAsync(cancellationToken);
    }
}
