using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>Pseudonym secrets as secrets of a vault of their own.</summary>
public sealed class KeyVaultPseudonymKeys(SecretClient vault) : IPseudonymKeys
{
    /// <inheritdoc/>
    public async Task<PseudonymKey> GetOrCreateAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        await DemandOpenAsync(project, facility, cancellationToken);
        string name = NameOf(project, facility);
        string? version = await OldestVersionAsync(name, cancellationToken);
        if (version is null)
        {
            // two that create at once make two versions; both then read the oldest
            await vault.SetSecretAsync(name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(PseudonymKey.SecretLength)), cancellationToken);
            version = await OldestVersionAsync(name, cancellationToken);
        }

        try
        {
            await DemandOpenAsync(project, facility, cancellationToken);
        }
        catch (ExportClosedException)
        {
            // closed meanwhile: what was made after the mark must not stay
            await DeleteAsync(project, facility, cancellationToken);
            throw;
        }

        return await FindAsync(project, facility, version!, cancellationToken)
            ?? throw new InvalidOperationException("A pseudonym key was deleted while it was being read.");
    }

    /// <inheritdoc/>
    public async Task<PseudonymKey?> FindAsync(ProjectId project, FacilityId facility, string version, CancellationToken cancellationToken = default)
    {
        try
        {
            KeyVaultSecret secret = await vault.GetSecretAsync(NameOf(project, facility), version, cancellationToken: cancellationToken);
            byte[] bytes = Convert.FromBase64String(secret.Value);
            return bytes.Length == PseudonymKey.SecretLength
                ? new PseudonymKey(version, bytes)
                : throw new InvalidDataException("A pseudonym key in the vault has the wrong length.");
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        try
        {
            DeleteSecretOperation deletion = await vault.StartDeleteSecretAsync(NameOf(project, facility), cancellationToken);
            await deletion.WaitForCompletionAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // deleted by an earlier run; purged below
        }

        try
        {
            await vault.PurgeDeletedSecretAsync(NameOf(project, facility), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // purged by an earlier run
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        // the mark first: between it and the deletion nobody makes another key
        if (!await IsClosedAsync(project, facility, cancellationToken))
        {
            await vault.SetSecretAsync(MarkOf(project, facility), "closed", cancellationToken);
        }

        await DeleteAsync(project, facility, cancellationToken);
    }

    private async Task DemandOpenAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken)
    {
        if (await IsClosedAsync(project, facility, cancellationToken))
        {
            throw new ExportClosedException();
        }
    }

    private async Task<bool> IsClosedAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken)
        => await OldestVersionAsync(MarkOf(project, facility), cancellationToken) is not null;

    private async Task<string?> OldestVersionAsync(string name, CancellationToken cancellationToken)
    {
        SecretProperties? oldest = null;
        await foreach (SecretProperties version in vault.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
        {
            bool older = oldest is null || version.CreatedOn < oldest.CreatedOn
                || (version.CreatedOn == oldest.CreatedOn && string.CompareOrdinal(version.Version, oldest.Version) < 0);
            oldest = older ? version : oldest;
        }

        return oldest?.Version;
    }

    /// <summary>IDs never hold two hyphens in a row, so no two pairs share a name; at most 93 of 127 characters.</summary>
    private static string NameOf(ProjectId project, FacilityId facility) => $"pseudonym--{project.Value}--{facility.Value}";

    private static string MarkOf(ProjectId project, FacilityId facility) => $"closed--{project.Value}--{facility.Value}";
}
