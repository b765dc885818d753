using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>Leave to upload, as the API hands it out. Holds a secret: never print it.</summary>
/// <param name="GrantId">Packages sent under it name it in their manifest.</param>
/// <param name="Container">The facility's container with a SAS that creates and writes, and nothing else.</param>
/// <param name="Expires">When storage ends it.</param>
/// <param name="KeyId">Name of the key below.</param>
/// <param name="PublicKeyPem">The center's current public key.</param>
public sealed record FacilityGrant(Guid GrantId, Uri Container, DateTimeOffset Expires, string KeyId, string PublicKeyPem)
{
    /// <summary>Where to upload.</summary>
    /// <exception cref="CenterException">The address is not safe to upload to, or has no SAS.</exception>
    public EncryptedPackages Open()
        => Container.IsAbsoluteUri && Identity.IsSafe(Container) && Container.Query.Length > 0
            ? new EncryptedPackages(BlobContainer.FromSas(Container))
            : throw Unusable(cause: null);

    /// <summary>What to encrypt for.</summary>
    /// <exception cref="CenterException">It is no RSA public key.</exception>
    public PublicKey Receiver()
    {
        try
        {
            return PublicKey.FromPem(KeyId, PublicKeyPem);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Never tells the SAS.</summary>
    public override string ToString() => $"FacilityGrant {GrantId} until {Expires:O}";

    private static CenterException Unusable(Exception? cause)
        => new(ExitCodes.NoAccess, new("センターの送信許可が使えません (アドレスか公開鍵)。学会に連絡してください。", "The center's upload grant cannot be used (its address or public key). Tell the society."), cause);
}
