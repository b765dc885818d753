using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Takes studies out of the review queue, and frames out of storage that no reviewer needs any more.</summary>
public sealed class ReviewWithdrawal(RegistryContext registry, ReleaseGate gate, StorageAccounts accounts, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// Removes a case's items and their frames where no project may use it any more. The caller holds its patient's lock, and
    /// commits.
    /// </summary>
    public async Task RemoveUnlessAllowedAsync(Guid caseId, Patient patient, CancellationToken cancellationToken)
    {
        List<ReviewItem> items = await registry.ReviewItems.Where(row => row.CaseId == caseId && row.State != ReviewItemState.Removed).ToListAsync(cancellationToken);
        if (items.Count == 0 || (await gate.AllAsync(caseId, cancellationToken)).Any(outcome => outcome is { Track: Track.Research, Allowed: true }))
        {
            return;
        }

        foreach (ReviewItem item in items)
        {
            await accounts[Containers.Review].DeleteIfExistsAsync(item.FrameBlob, cancellationToken);
            (item.State, item.Closed) = (ReviewItemState.Removed, clock.GetUtcNow());
            audit.Add("review.removed", CopyWithdrawal.Actor, patient.FacilityId, patient.Id, caseId, new { item = item.Id });
        }
    }

    /// <summary>Deletes the frames of a case's closed items, again and again: a run that was cut may have written one late.</summary>
    public async Task DeleteFramesAsync(Guid caseId, CancellationToken cancellationToken)
    {
        List<string> closed = await registry.ReviewItems.Where(row => row.CaseId == caseId && row.Closed != null).Select(row => row.FrameBlob).ToListAsync(cancellationToken);
        foreach (string frame in closed)
        {
            await accounts[Containers.Review].DeleteIfExistsAsync(frame, cancellationToken);
        }
    }
}
