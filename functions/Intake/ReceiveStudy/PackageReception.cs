using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Notes a package's arrival once, however often its event comes.</summary>
public sealed class PackageReception(RegistryContext registry, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>The package's row, added at its first event.</summary>
    /// <exception cref="FormatException">The event is not of a facility's study package.</exception>
    public async Task<UploadedPackage> BeginAsync(BlobCreated created, CancellationToken cancellationToken)
    {
        if (created.EventType != BlobCreated.BlobCreatedType || !Containers.TryFacilityOfIntake(created.ContainerName, out FacilityId facility))
        {
            throw new FormatException("Not the event of an upload.");
        }

        return await FindAsync(facility, created, cancellationToken) ?? await AddAsync(facility, created, cancellationToken);
    }

    private async Task<UploadedPackage?> FindAsync(FacilityId facility, BlobCreated created, CancellationToken cancellationToken)
    {
        string blob = created.BlobName;
        string etag = created.ETag.ToString();
        return await registry.UploadedPackages.AsNoTracking()
            .SingleOrDefaultAsync(p => p.FacilityId == facility && p.BlobName == blob && p.ETag == etag, cancellationToken);
    }

    private async Task<UploadedPackage> AddAsync(FacilityId facility, BlobCreated created, CancellationToken cancellationToken)
    {
        UploadedPackage package = new()
        {
            Id = names.NewId(),
            FacilityId = facility,
            BlobName = created.BlobName,
            ETag = created.ETag.ToString(),
            Size = created.ContentLength,
            Received = clock.GetUtcNow(),
            StoragePrefix = names.NewName(),
        };
        registry.UploadedPackages.Add(package);
        audit.Add("study.received", "intake", facility, details: new { package = package.Id });
        try
        {
            await registry.SaveChangesAsync(cancellationToken);
            return package;
        }
        catch (DbUpdateException e)
        {
            // Two deliveries of one event at once: the other one's row stands.
            registry.ChangeTracker.Clear();
            return await FindAsync(facility, created, cancellationToken) ?? throw new InvalidOperationException("The package could not be noted.", e);
        }
        finally
        {
            registry.ChangeTracker.Clear();
        }
    }
}
