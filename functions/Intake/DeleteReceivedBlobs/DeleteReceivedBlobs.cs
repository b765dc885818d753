using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Daily: deletes encrypted uploads some days after they were registered, their objects being in the named storage. The
/// uploads of quarantined packages, and of those with a quarantined picture file, stay until a person has looked.
/// </summary>
public sealed class DeleteReceivedBlobs(RegistryContext registry, StorageAccounts accounts, AuditTrail audit, IOptions<IntakeOptions> options, TimeProvider clock)
    : IFunction<TimerInfo>
{
    private const int Batch = 200;

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        DateTimeOffset before = clock.GetUtcNow().AddDays(-options.Value.KeepDays);
        while (await NextAsync(before, cancellationToken) is { Count: > 0 } packages)
        {
            foreach (UploadedPackage package in packages)
            {
                await accounts[Containers.Intake(package.FacilityId)].DeleteIfExistsAsync(package.BlobName, cancellationToken);
                package.BlobDeleted = clock.GetUtcNow();
                audit.Add("study.upload-deleted", "intake", package.FacilityId, caseId: package.CaseId, details: new { package = package.Id });
                await registry.SaveChangesAsync(cancellationToken);
            }

            registry.ChangeTracker.Clear();
        }
    }

    private Task<List<UploadedPackage>> NextAsync(DateTimeOffset before, CancellationToken cancellationToken)
        => registry.UploadedPackages
            .Where(p => p.State == PackageState.Registered && p.Reason == null && p.BlobDeleted == null && p.Received <= before)
            .OrderBy(p => p.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
}
