using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Looks, once a facility's erasure says that nothing is left, whether that is so in the storage that this app can list: the
/// facility's named storage must be empty, and of what copies are still on record nothing may lie anywhere. Before, it destroys
/// the facility's pseudonym keys, which it alone can: nobody links what projects have pulled to patients any more.
/// </summary>
public sealed class ConfirmErasure(RegistryContext registry, StorageAccounts accounts, IPseudonymKeys keys, TimeProvider clock) : IFunction<TimerInfo>
{
    private const string App = "research";
    private const int MostLeftovers = 1_000;

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
        List<ProjectId> projects = await registry.ProjectParticipations.Where(row => row.FacilityId == erasure.FacilityId).Select(row => row.ProjectId).Distinct().ToListAsync(cancellationToken);
        foreach (ProjectId project in projects)
        {
            await keys.CloseAsync(project, erasure.FacilityId, cancellationToken);
        }

        List<string> leftovers = [];
        await foreach (StoredBlob blob in accounts[Containers.Named(erasure.FacilityId)].ListAsync(cancellationToken: cancellationToken))
        {
            leftovers.Add(blob.Name);
            if (leftovers.Count == MostLeftovers)
            {
                break;
            }
        }

        (int looked, int found) = await CopiesAsync(erasure.FacilityId, cancellationToken);
        await ErasureConfirmations.RecordAsync(registry, erasure.Id, App, clock.GetUtcNow(), looked + leftovers.Count, found + leftovers.Count, leftovers, cancellationToken);
    }

    private async Task<(int Looked, int Found)> CopiesAsync(FacilityId facility, CancellationToken cancellationToken)
    {
        (int looked, int found) = (0, 0);
        List<ResearchCopy> copies = await registry.ResearchCopies.AsNoTracking().Where(row => row.Case.FacilityId == facility).ToListAsync(cancellationToken);
        foreach (ResearchCopy copy in copies)
        {
            looked++;
            found += await accounts[Containers.Research(copy.ProjectId)].FindAsync(copy.BlobName, cancellationToken) is null ? 0 : 1;
            found += await CountAsync(Containers.Preview, StagedCopy.PreviewsOf(copy.PreviewPrefix), cancellationToken);
            found += await CountAsync(Containers.ResearchStaging, StagedCopy.AttemptsOf(copy.BlobName), cancellationToken);
        }

        return (looked, found);
    }

    private async Task<int> CountAsync(ContainerName container, string prefix, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (StoredBlob _ in accounts[container].ListAsync(prefix, cancellationToken))
        {
            count++;
        }

        return count;
    }
}
