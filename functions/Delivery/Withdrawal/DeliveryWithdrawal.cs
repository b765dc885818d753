using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Takes a delivery back. The caller holds its patient's lock, and commits.</summary>
public sealed class DeliveryWithdrawal(StorageAccounts accounts, AuditTrail audit, TimeProvider clock)
{
    /// <summary>This app, in the audit.</summary>
    public const string Actor = "delivery";

    /// <summary>
    /// Deletes its package, published or staged, and marks it recalled; of a package that was pulled, the processor is asked
    /// for deletion (消去依頼).
    /// </summary>
    /// <param name="delivery">Staged or published, tracked.</param>
    /// <param name="patient">Its patient.</param>
    /// <param name="rule">The first rule that no longer holds.</param>
    /// <param name="cancellationToken">Cuts it; run again, it does the same.</param>
    public async Task WithdrawAsync(Registry.Delivery delivery, Patient patient, string rule, CancellationToken cancellationToken)
    {
        await accounts[Containers.Delivery(delivery.ProcessorId)].DeleteIfExistsAsync(delivery.BlobName, cancellationToken);
        await accounts[Containers.Staging].DeleteAllAsync(StagedDelivery.AttemptsOf(delivery.BlobName), cancellationToken);
        delivery.State = DeliveryState.Recalled;
        delivery.Recalled = clock.GetUtcNow();
        delivery.RecallReason = rule;
        if (delivery.Pulled is not null)
        {
            delivery.DeletionRequested ??= delivery.Recalled;
        }

        audit.Add("delivery.recalled", Actor, patient.FacilityId, patient.Id, delivery.CaseId, new
        {
            delivery = delivery.Id, processor = delivery.ProcessorId.Value, rule, deletionRequested = delivery.DeletionRequested is not null,
        });
    }
}
