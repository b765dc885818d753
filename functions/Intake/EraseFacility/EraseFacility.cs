using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Removes a facility that leaves: what was released is recalled by the apps that released it, then its objects, rows and
/// uploads go. Every firing goes over what is left, so it may be cut anywhere; it ends when nothing is left and the apps that
/// can list the other storage have looked.
/// </summary>
public sealed class EraseFacility(RegistryContext registry, ErasedPatients patients, ErasedUploads uploads, AuditTrail audit, TimeProvider clock) : IFunction<TimerInfo>
{
    /// <summary>This app, in the audit.</summary>
    public const string Actor = "intake";

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        List<Guid> open = await registry.FacilityErasures.Where(row => row.Completed == null).OrderBy(row => row.Requested).Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (Guid id in open)
        {
            FacilityErasure erasure = await registry.FacilityErasures.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
            bool isClean = await patients.EraseAsync(erasure, cancellationToken) && await uploads.EraseAsync(erasure, cancellationToken);
            await TakeStockAsync(id, isClean, cancellationToken);
        }
    }

    private async Task TakeStockAsync(Guid id, bool isClean, CancellationToken cancellationToken)
    {
        registry.ChangeTracker.Clear();
        FacilityErasure erasure = await registry.FacilityErasures.SingleAsync(row => row.Id == id, cancellationToken);
        List<ErasureConfirmation> confirmations = await registry.ErasureConfirmations.Where(row => row.ErasureId == id).ToListAsync(cancellationToken);
        if (!isClean)
        {
            // Something was still there: whoever looked before must look again.
            erasure.Erased = null;
        }
        else if (erasure.Erased is null)
        {
            erasure.Erased = clock.GetUtcNow();
            audit.Add("facility.erased", Actor, erasure.FacilityId, details: new { erasure = id, erasure.Cases, erasure.Objects, erasure.Uploads });
        }
        else if (FacilityErasures.Confirming.All(app => confirmations.Exists(row => row.App == app && row.Found == 0 && row.At >= erasure.Erased)))
        {
            erasure.Completed = clock.GetUtcNow();
            audit.Add("facility.erasure-completed", Actor, erasure.FacilityId, details: new
            {
                erasure = id, erasure.Cases, erasure.Objects, erasure.Uploads,
                confirmed = confirmations.Select(row => new { row.App, row.At, row.Checked }),
            });
        }

        await registry.SaveChangesAsync(cancellationToken);
    }
}
