using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>A SAS cannot be revoked in storage; closing its grant in the registry refuses what comes under it.</summary>
internal static class UploadGrants
{
    /// <summary>An upload that was begun while the SAS was good may be announced a little later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>Whether the grant a manifest names is the facility's and was open when the upload arrived.</summary>
    public static async Task<bool> WasOpenAsync(
        RegistryContext registry, FacilityId facility, string? grant, DateTimeOffset arrived, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(grant, out Guid id))
        {
            return false;
        }

        UploadGrantRecord? record = await registry.UploadGrants.AsNoTracking()
            .SingleOrDefaultAsync(g => g.Id == id && g.FacilityId == facility, cancellationToken);
        return record is not null && (record.Revoked is null || record.Revoked > arrived) && arrived <= record.Expires + Grace;
    }
}
