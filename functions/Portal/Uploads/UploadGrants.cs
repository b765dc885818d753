using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Hands out leave to upload, and closes it: packages that come under a closed grant are refused.</summary>
internal sealed class UploadGrants(
    RegistryContext registry, GrantIssuer issuer, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>
    /// A grant for the facility's own container, for four hours, with the newest key that Intake published. Row and audit
    /// entry are committed before it is told.
    /// </summary>
    /// <param name="network">The one of the facility's networks it is for; none: the first.</param>
    /// <returns>None: Intake has not published a key yet.</returns>
    /// <exception cref="FormatException">The facility has no such network.</exception>
    public async Task<UploadGrantAnswer?> IssueAsync(Facility facility, Caller caller, string? network, CancellationToken cancellationToken)
    {
        UploadKey? published = await registry.UploadKeys.AsNoTracking().OrderByDescending(row => row.Published).FirstOrDefaultAsync(cancellationToken);
        if (published is null)
        {
            return null;
        }

        var key = new PublicKey(published.KeyId, published.Modulus, published.Exponent);
        var range = UploadRange.Of(facility.UploadRange, network);
        UploadGrant grant = await issuer.IssueUploadAsync(
            facility.Id, key, GrantIssuer.MaximumLifetime, range, cancellationToken);
        var record = new UploadGrantRecord
        {
            Id = names.NewId(),
            FacilityId = facility.Id,
            IssuedTo = caller.Subject,
            Issued = clock.GetUtcNow(),
            Expires = grant.ExpiresAt,
        };
        registry.UploadGrants.Add(record);
        audit.Add("grant.issued", caller.Subject, facility.Id, details: new { grant = record.Id });
        await registry.SaveChangesAsync(cancellationToken);
        using RSA rsa = key.ToRsa();
        return new UploadGrantAnswer(record.Id, grant.Container, grant.ExpiresAt, key.KeyId, rsa.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>Closes a grant; a closed one stays as it was.</summary>
    /// <returns>Whether the facility has such a grant.</returns>
    public async Task<bool> CloseAsync(FacilityId facility, Guid grantId, Caller caller, CancellationToken cancellationToken)
    {
        UploadGrantRecord? grant = await registry.UploadGrants
            .SingleOrDefaultAsync(row => row.Id == grantId && row.FacilityId == facility, cancellationToken);
        if (grant is null)
        {
            return false;
        }

        if (grant.Revoked is null)
        {
            grant.Revoked = clock.GetUtcNow();
            audit.Add("grant.closed", caller.Subject, facility, details: new { grant = grant.Id });
            await registry.SaveChangesAsync(cancellationToken);
        }

        return true;
    }
}
