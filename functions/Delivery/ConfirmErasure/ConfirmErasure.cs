using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// Looks, once a facility's erasure says that nothing is left, whether that is so in this app's storage: of the provision
/// records that are kept no package may lie anywhere.
/// </summary>
public sealed class ConfirmErasure(RegistryContext registry, StorageAccounts accounts, TimeProvider clock) : IFunction<TimerInfo>
{
    private const string App = DeliveryWithdrawal.Actor;

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        List<FacilityErasure> open = await registry.FacilityErasures.AsNoTracking().Where(row => row.Completed == null && row.Erased != null).ToListAsync(cancellationToken);
        foreach (FacilityErasure erasure in open)
        {
            if (!await registry.ErasureConfirmations.AnyAsync(row => row.ErasureId == erasure.Id && row.App == App && row.Found == 0 && row.At >= erasure.Erased, cancellationToken))
            {
                await LookAsync(erasure, cancellationToken);
            }
        }
    }

    private async Task LookAsync(FacilityErasure erasure, CancellationToken cancellationToken)
    {
        (int looked, int found) = (0, 0);
        List<Registry.Delivery> records = await registry.Deliveries.AsNoTracking().Where(row => row.Case.FacilityId == erasure.FacilityId).ToListAsync(cancellationToken);
        foreach (Registry.Delivery record in records)
        {
            looked++;
            found += await accounts[Containers.Delivery(record.ProcessorId)].FindAsync(record.BlobName, cancellationToken) is null ? 0 : 1;
            await foreach (StoredBlob _ in accounts[Containers.Staging].ListAsync(StagedDelivery.AttemptsOf(record.BlobName), cancellationToken))
            {
                found++;
            }
        }

        await ErasureConfirmations.RecordAsync(registry, erasure.Id, App, clock.GetUtcNow(), looked, found, [], cancellationToken);
    }
}
