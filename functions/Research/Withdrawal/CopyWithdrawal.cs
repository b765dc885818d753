using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>Takes a copy back, with its previews and, where no other project may use its study, what waits for reviewers.</summary>
public sealed class CopyWithdrawal(RegistryContext registry, StorageAccounts accounts, AuditTrail audit, ReviewWithdrawal reviews, TimeProvider clock)
{
    /// <summary>This app, in the audit.</summary>
    public const string Actor = "research";

    /// <summary>Reason code of a copy that a newer one took the place of.</summary>
    public const string Renewed = "copy.renewed";

    /// <summary>Reason code of a copy that is not there though every rule holds: a recall was cut after deleting, or it was lost.</summary>
    public const string Gone = "published.gone";

    /// <summary>Deletes everything of a copy and marks it withdrawn. The caller holds its patient's lock, and commits.</summary>
    /// <param name="copy">Not withdrawn yet, tracked.</param>
    /// <param name="patient">Its patient.</param>
    /// <param name="reason">The first rule that no longer holds, <see cref="Renewed"/> or <see cref="Gone"/>.</param>
    /// <param name="cancellationToken">Cuts it; run again, it does the same.</param>
    public async Task WithdrawAsync(ResearchCopy copy, Patient patient, string reason, CancellationToken cancellationToken)
    {
        await DeleteAsync(copy, cancellationToken);
        copy.State = ResearchCopyState.Withdrawn;
        copy.Withdrawn = clock.GetUtcNow();
        copy.Reason = reason;
        copy.ReportJson = null;
        await reviews.RemoveUnlessAllowedAsync(copy.CaseId, patient, cancellationToken);
        audit.Add("research.withdrawn", Actor, patient.FacilityId, patient.Id, copy.CaseId, new
        {
            copy = copy.Id, project = copy.ProjectId.Value, reason, pulled = copy.Pulled is not null,
        });
    }

    /// <summary>Whether a published copy's package and thumbnail are where it says.</summary>
    public async Task<bool> IsThereAsync(ResearchCopy copy, CancellationToken cancellationToken)
        => await accounts[Containers.Research(copy.ProjectId)].FindAsync(copy.BlobName, cancellationToken) is not null
            && (copy.Previews == 0 || await accounts[Containers.Preview].FindAsync(StagedCopy.PreviewOf(copy.PreviewPrefix, 0), cancellationToken) is not null);

    /// <summary>
    /// Deletes what the records of a case and project no longer want: renewed copies, and attempts that were overtaken or cut
    /// after their commit.
    /// </summary>
    public async Task DeleteLeftoversAsync(Guid caseId, ProjectId project, CancellationToken cancellationToken)
    {
        List<ResearchCopy> finished = await registry.ResearchCopies.AsNoTracking()
            .Where(c => c.CaseId == caseId && c.ProjectId == project && c.State != ResearchCopyState.Staged).ToListAsync(cancellationToken);
        foreach (ResearchCopy copy in finished)
        {
            if (copy.State == ResearchCopyState.Published)
            {
                await DeleteAttemptsAsync(copy, cancellationToken);
            }
            else
            {
                await DeleteAsync(copy, cancellationToken);
            }
        }

        await reviews.DeleteFramesAsync(caseId, cancellationToken);
    }

    /// <summary>Package, previews and attempts.</summary>
    private async Task DeleteAsync(ResearchCopy copy, CancellationToken cancellationToken)
    {
        await accounts[Containers.Research(copy.ProjectId)].DeleteIfExistsAsync(copy.BlobName, cancellationToken);
        await accounts[Containers.Preview].DeleteAllAsync(StagedCopy.PreviewsOf(copy.PreviewPrefix), cancellationToken);
        await DeleteAttemptsAsync(copy, cancellationToken);
    }

    private Task DeleteAttemptsAsync(ResearchCopy copy, CancellationToken cancellationToken)
        => accounts[Containers.ResearchStaging].DeleteAllAsync(StagedCopy.AttemptsOf(copy.BlobName), cancellationToken);
}
