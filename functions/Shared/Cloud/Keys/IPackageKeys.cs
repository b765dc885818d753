using Azure.Core.Cryptography;

namespace Pipeline.Cloud;

/// <summary>
/// A receiver's key pair that packages are encrypted for, with every version that may still have to be unwrapped:
/// Key Vault in the cloud, a file on one machine. The private key never leaves it.
/// </summary>
public interface IPackageKeys : IKeyEncryptionKeyResolver
{
    /// <summary>The public half of the current version: what senders encrypt for.</summary>
    Task<PublicKey> GetCurrentAsync(CancellationToken cancellationToken = default);
}
