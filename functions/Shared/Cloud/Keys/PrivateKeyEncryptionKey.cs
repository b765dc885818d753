using System.Security.Cryptography;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud;

/// <summary>One version of a key whose private half is in this process.</summary>
internal sealed class PrivateKeyEncryptionKey(string keyId, string pem) : IKeyEncryptionKey
{
    public string KeyId => keyId;

    public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
    {
        KeyWrap.Demand(algorithm);
        using RSA rsa = Load();
        return rsa.Encrypt(key.Span, KeyWrap.Padding);
    }

    public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
        => Task.FromResult(WrapKey(algorithm, key, cancellationToken));

    public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
    {
        KeyWrap.Demand(algorithm);
        using RSA rsa = Load();
        return rsa.Decrypt(encryptedKey.Span, KeyWrap.Padding);
    }

    public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        => Task.FromResult(UnwrapKey(algorithm, encryptedKey, cancellationToken));

    private RSA Load()
    {
        RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
