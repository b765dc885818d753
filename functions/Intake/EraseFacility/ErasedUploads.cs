using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Erases what a facility uploaded and what never became a case, and the leftovers that another app found for us.</summary>
public sealed class ErasedUploads(RegistryContext registry, StorageAccounts accounts)
{
    private const int Batch = 200;

    /// <returns>Whether nothing was left to do.</returns>
    public async Task<bool> EraseAsync(FacilityErasure erasure, CancellationToken cancellationToken)
    {
        FacilityId facility = erasure.FacilityId;
        int packages = await ErasePackagesAsync(facility, cancellationToken);
        int tables = await EraseTablesAsync(facility, cancellationToken);
        int leftovers = await EraseLeftoversAsync(erasure, cancellationToken);
        int blobs = 0;
        await foreach (StoredBlob blob in accounts[Containers.Intake(facility)].ListAsync(cancellationToken: cancellationToken))
        {
            await accounts[Containers.Intake(facility)].DeleteIfExistsAsync(blob.Name, cancellationToken);
            blobs++;
        }

        if (blobs > 0)
        {
            await registry.FacilityErasures.Where(row => row.Id == erasure.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Uploads, one => one.Uploads + blobs), cancellationToken);
        }

        return packages + tables + leftovers + blobs == 0;
    }

    /// <summary>Quarantined and half received packages: their objects go first, since their names follow from the row.</summary>
    private async Task<int> ErasePackagesAsync(FacilityId facility, CancellationToken cancellationToken)
    {
        int erased = 0;
        BlobContainer named = accounts[Containers.Named(facility)];
        while (await registry.UploadedPackages.AsNoTracking().Where(row => row.FacilityId == facility && !registry.Instances.Any(one => one.PackageId == row.Id))
            .OrderBy(row => row.Id).Take(Batch).ToListAsync(cancellationToken) is { Count: > 0 } packages)
        {
            foreach (UploadedPackage package in packages)
            {
                for (int file = 1; await named.DeleteIfExistsAsync(package.ObjectName(file), cancellationToken) || file < package.Files; file++)
                {
                    // Until one is not there, as the names are counted.
                }

                erased += await registry.UploadedPackages.Where(row => row.Id == package.Id).ExecuteDeleteAsync(cancellationToken);
            }
        }

        return erased;
    }

    private async Task<int> EraseTablesAsync(FacilityId facility, CancellationToken cancellationToken)
    {
        await registry.ConsentLineProblems.Where(row => registry.ConsentUploads.Any(table => table.Id == row.ConsentUploadId && table.FacilityId == facility)).ExecuteDeleteAsync(cancellationToken);
        return await registry.ConsentUploads.Where(row => row.FacilityId == facility).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<int> EraseLeftoversAsync(FacilityErasure erasure, CancellationToken cancellationToken)
    {
        List<ErasureConfirmation> confirmations = await registry.ErasureConfirmations.AsNoTracking().Where(row => row.ErasureId == erasure.Id && row.Found > 0).ToListAsync(cancellationToken);
        int erased = 0;
        foreach (string name in confirmations.SelectMany(row => row.Leftovers))
        {
            erased += await accounts[Containers.Named(erasure.FacilityId)].DeleteIfExistsAsync(name, cancellationToken) ? 1 : 0;
        }

        return erased;
    }
}
