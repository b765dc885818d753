using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>
/// Issues shared access signatures for one container and at most four hours: by user delegation where the account is
/// signed in to, by the account's key on one machine. A single one cannot be revoked in storage.
/// </summary>
public sealed class GrantIssuer(StorageAccounts accounts, TimeProvider clock)
{
    /// <summary>No grant lasts longer.</summary>
    public static TimeSpan MaximumLifetime { get; } = TimeSpan.FromHours(4);

    /// <summary>Clocks may differ by so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Leave for a facility to upload into its own container.</summary>
    /// <param name="facility">Whose container.</param>
    /// <param name="centerKey">The center's current public key.</param>
    /// <param name="lifetime">More than zero, at most <see cref="MaximumLifetime"/>.</param>
    /// <param name="addresses">The facility's IP range; null for any.</param>
    /// <param name="cancellationToken">Cuts the request for a delegation key.</param>
    public async Task<UploadGrant> IssueUploadAsync(FacilityId facility, PublicKey centerKey, TimeSpan lifetime, SasIPRange? addresses = null, CancellationToken cancellationToken = default)
    {
        (Uri uri, DateTimeOffset expires) = await SignAsync(
            Containers.Intake(facility), BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write, lifetime, addresses, cancellationToken);
        return new UploadGrant(uri, expires, centerKey);
    }

    /// <summary>Leave to fetch from one container, where the receiver has no role of its own.</summary>
    /// <exception cref="ArgumentException">It is neither a processor's nor a project's container.</exception>
    public async Task<PullGrant> IssuePullAsync(ContainerName container, TimeSpan lifetime, SasIPRange? addresses = null, CancellationToken cancellationToken = default)
    {
        if (!container.Name.StartsWith("delivery-", StringComparison.Ordinal) && !container.Name.StartsWith("research-", StringComparison.Ordinal))
        {
            throw new ArgumentException("Only what was published can be fetched.", nameof(container));
        }

        (Uri uri, DateTimeOffset expires) = await SignAsync(
            container, BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, lifetime, addresses, cancellationToken);
        return new PullGrant(uri, expires);
    }

    private async Task<(Uri Uri, DateTimeOffset Expires)> SignAsync(
        ContainerName container, BlobContainerSasPermissions permissions, TimeSpan lifetime, SasIPRange? addresses, CancellationToken cancellationToken)
    {
        if (lifetime <= TimeSpan.Zero || lifetime > MaximumLifetime)
        {
            throw new ArgumentOutOfRangeException(nameof(lifetime), "A grant lasts at most four hours.");
        }

        BlobContainerClient client = accounts[container].Client;
        DateTimeOffset now = clock.GetUtcNow();
        var sas = new BlobSasBuilder(permissions, now + lifetime)
        {
            BlobContainerName = container.Name,
            Resource = "c",
            StartsOn = now - Skew,
            Protocol = client.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
            IPRange = addresses ?? default,
        };
        if (client.CanGenerateSasUri)
        {
            return (client.GenerateSasUri(sas), now + lifetime);
        }

        UserDelegationKey key = await accounts.Service(container.Family).GetUserDelegationKeyAsync(sas.StartsOn, sas.ExpiresOn, cancellationToken);
        var address = new BlobUriBuilder(client.Uri) { Sas = sas.ToSasQueryParameters(key, client.AccountName) };
        return (address.ToUri(), now + lifetime);
    }
}
