using System.Security.Cryptography;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud.Tests;

/// <summary>Counts what a vault would be asked.</summary>
public sealed class CountingKeys(IKeyEncryptionKeyResolver inner) : IKeyEncryptionKeyResolver
{
    private int unwraps;

    public int Unwraps => unwraps;

    public bool FailFirst { get; init; }

    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default) => new Key(this, inner.Resolve(keyId, cancellationToken));

    public async Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default)
        => new Key(this, await inner.ResolveAsync(keyId, cancellationToken));

    private sealed class Key(CountingKeys owner, IKeyEncryptionKey key) : IKeyEncryptionKey
    {
        public string KeyId => key.KeyId;

        public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> contentKey, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> contentKey, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        {
            return Interlocked.Increment(ref owner.unwraps) == 1 && owner.FailFirst
                ? throw new TimeoutException()
                : key.UnwrapKey(algorithm, encryptedKey, cancellationToken);
        }

        public async Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return UnwrapKey(algorithm, encryptedKey, cancellationToken);
        }
    }
}

/// <summary>One key under any ID.</summary>
public sealed class LocalRsa : IKeyEncryptionKeyResolver, IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);

    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default) => new PrivateKeyEncryptionKey(keyId, rsa.ExportPkcs8PrivateKeyPem());

    public Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(keyId, cancellationToken));

    public void Dispose() => rsa.Dispose();
}
