using System.Security.Cryptography;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud;

/// <summary>A sender's side of a key: wraps for its owner, cannot unwrap.</summary>
public sealed class PublicKeyEncryptionKey(PublicKey receiver) : IKeyEncryptionKey
{
    /// <inheritdoc/>
    public string KeyId => receiver.KeyId;

    /// <inheritdoc/>
    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
    {
        KeyWrap.Demand(algorithm);
        using RSA rsa = receiver.ToRsa();
        return rsa.Encrypt(key.Span, KeyWrap.Padding);
    }

    /// <inheritdoc/>
    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
        => Task.FromResult(WrapKey(algorithm, key, cancellationToken));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("A public key cannot unwrap.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("A public key cannot unwrap.");
}
