using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Turns away what still arrives from a facility that leaves or has left: its leave to upload may outlast it by hours.</summary>
public sealed class LeftFacilities(RegistryContext registry, FacilityErasures erasures, StorageAccounts accounts, AuditTrail audit)
{
    /// <summary>Whether the facility leaves or has left.</summary>
    public Task<bool> IsLeftAsync(FacilityId facility, CancellationToken cancellationToken) => erasures.IsLeavingAsync(facility, cancellationToken);

    /// <summary>Deletes an upload of such a facility unread.</summary>
    /// <returns>Whether it was one.</returns>
    public async Task<bool> DropAsync(BlobCreated created, CancellationToken cancellationToken)
    {
        if (!Containers.TryFacilityOfIntake(created.ContainerName, out FacilityId facility) || !await IsLeftAsync(facility, cancellationToken))
        {
            return false;
        }

        if (await accounts[Containers.Intake(facility)].DeleteIfExistsAsync(created.BlobName, cancellationToken))
        {
            audit.Add("upload.dropped", EraseFacility.Actor, facility, details: new { blob = created.BlobName });
            await registry.SaveChangesAsync(cancellationToken);
        }

        return true;
    }
}
