using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>Takes a delivery back. The caller holds its patient's lock, and commits.</summary>
public sealed class DeliveryWithdrawal(RegistryContext registry, StorageAccounts accounts, AuditTrail audit, TimeProvider clock)
{
    /// <summary>This app, in the audit.</summary>
    public const string Actor = "delivery";

    /// <summary>Reason code of deliveries of which a package is not there though every rule holds.</summary>
    public const string Gone = "published.gone";

    /// <summary>Takes back all that stands of a case, so that nothing of it is left out when it is provided anew.</summary>
    /// <inheritdoc cref="WithdrawAsync"/>
    public async Task WithdrawAllAsync(Guid caseId, ProcessorId processor, Patient patient, string rule, CancellationToken cancellationToken)
    {
        List<Registry.Delivery> standing = await registry.Deliveries
            .Where(d => d.CaseId == caseId && d.ProcessorId == processor && d.State != DeliveryState.Recalled)
            .OrderBy(d => d.ContentVersion).ToListAsync(cancellationToken);
        foreach (Registry.Delivery delivery in standing)
        {
            await WithdrawAsync(delivery, patient, rule, cancellationToken);
        }
    }

    /// <summary>A published package of the case is not where its record says: a recall was cut after deleting, or it was lost.</summary>
    public async Task<bool> IsGoneAsync(Guid caseId, ProcessorId processor, CancellationToken cancellationToken)
    {
        List<string> published = await registry.Deliveries
            .Where(d => d.CaseId == caseId && d.ProcessorId == processor && d.State == DeliveryState.Published)
            .Select(d => d.BlobName).ToListAsync(cancellationToken);
        foreach (string blobName in published)
        {
            if (await accounts[Containers.Delivery(processor)].FindAsync(blobName, cancellationToken) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Deletes its package, published or staged, and marks it recalled; of a package that was pulled, the processor is asked
    /// for deletion (消去依頼).
    /// </summary>
    /// <param name="delivery">Staged or published, tracked.</param>
    /// <param name="patient">Its patient.</param>
    /// <param name="rule">The first rule that no longer holds, or <see cref="Gone"/>.</param>
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
