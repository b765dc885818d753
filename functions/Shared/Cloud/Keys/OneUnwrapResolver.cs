using System.Collections.Concurrent;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud;

/// <summary>
/// Lives as long as one package is open: asks for each content key once, however many ranges of the package are read.
/// A vault does only about 50 unwraps a second.
/// </summary>
internal sealed class OneUnwrapResolver(IKeyEncryptionKeyResolver inner) : IKeyEncryptionKeyResolver
{
    private readonly ConcurrentDictionary<string, IKeyEncryptionKey> keys = new(StringComparer.Ordinal);

    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default)
        => keys.GetOrAdd(keyId, id => new Remembering(inner.Resolve(id, cancellationToken)));

    public async Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default)
        => keys.TryGetValue(keyId, out IKeyEncryptionKey? known)
            ? known
            : keys.GetOrAdd(keyId, new Remembering(await inner.ResolveAsync(keyId, cancellationToken)));

    private sealed class Remembering(IKeyEncryptionKey key) : IKeyEncryptionKey
    {
        private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> unwrapped = new(StringComparer.Ordinal);

        public string KeyId => key.KeyId;

        public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> contentKey, CancellationToken cancellationToken = default)
            => key.WrapKey(algorithm, contentKey, cancellationToken);

        public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> contentKey, CancellationToken cancellationToken = default)
            => key.WrapKeyAsync(algorithm, contentKey, cancellationToken);

        public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
            => UnwrapKeyAsync(algorithm, encryptedKey, cancellationToken).GetAwaiter().GetResult();

        public async Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        {
            string wrapped = $"{algorithm}:{Convert.ToBase64String(encryptedKey.Span)}";
            Lazy<Task<byte[]>> unwrapping = unwrapped.GetOrAdd(wrapped, _ => new(() => key.UnwrapKeyAsync(algorithm, encryptedKey, cancellationToken)));
            try
            {
                return [.. await unwrapping.Value];
            }
            catch (Exception)
            {
                unwrapped.TryRemove(KeyValuePair.Create(wrapped, unwrapping)); // the next range may ask again
                throw;
            }
        }
    }
}
