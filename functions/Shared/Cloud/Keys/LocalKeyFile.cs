using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core.Cryptography;

namespace Pipeline.Cloud;

/// <summary>
/// An RSA-3072 key pair in a file that only its owner can read: the receiver's key on one machine. Versions are kept,
/// so what was encrypted before a rotation stays readable.
/// </summary>
public sealed class LocalKeyFile : IPackageKeys
{
    private const int KeyBits = 3072;
    private readonly string path;
    private readonly Lock gate = new();
    private Content content;

    private LocalKeyFile(string path, Content content) => (this.path, this.content) = (path, content);

    /// <summary>The public half of the current version.</summary>
    public PublicKey Current
    {
        get
        {
            Version current = content.Versions[^1];
            using RSA key = RSA.Create();
            key.ImportFromPem(current.Pem);
            return PublicKey.Of(current.KeyId, key);
        }
    }

    /// <summary>Opens a key file, or creates it with one version.</summary>
    /// <param name="path">JSON: <c>{"name":…,"versions":[{"keyId":…,"pem":…}]}</c>, oldest version first.</param>
    /// <param name="name">Used when it is created: key IDs are <c>urn:pipeline:key:{name}:{version}</c>.</param>
    /// <exception cref="InvalidDataException">The file is no key file, or others may read it.</exception>
    public static LocalKeyFile OpenOrCreate(string path, string name)
        => File.Exists(path) ? Open(path) : Create(path, name);

    /// <summary>Opens a key file.</summary>
    /// <exception cref="InvalidDataException">The file is no key file, or others may read it.</exception>
    public static LocalKeyFile Open(string path)
    {
        try
        {
            Content read = JsonSerializer.Deserialize(PrivateFile.Read(path), CloudJson.Strict.KeyFile)!;
            return read.Versions.Count > 0 ? new LocalKeyFile(path, read) : throw new InvalidDataException("The key file holds no key.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The key file is not readable.", e);
        }
    }

    /// <summary>Adds a version and makes it the current one.</summary>
    public PublicKey Rotate()
    {
        lock (gate)
        {
            Content rotated = content with { Versions = [.. content.Versions, NewVersion(content.Name, content.Versions.Count + 1)] };
            PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(rotated, CloudJson.Strict.KeyFile));
            content = rotated;
        }

        return Current;
    }

    /// <inheritdoc/>
    public Task<PublicKey> GetCurrentAsync(CancellationToken cancellationToken = default) => Task.FromResult(Current);

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">No version has that ID.</exception>
    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default)
    {
        Version version = content.Versions.Find(v => string.Equals(v.KeyId, keyId, StringComparison.Ordinal))
            ?? throw new CryptographicException("No key of that ID is in the key file.");
        return new PrivateKeyEncryptionKey(version.KeyId, version.Pem);
    }

    /// <inheritdoc/>
    public Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(keyId, cancellationToken));

    private static LocalKeyFile Create(string path, string name)
    {
        var created = new Content(name, [NewVersion(name, 1)]);
        return PrivateFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(created, CloudJson.Strict.KeyFile))
            ? new LocalKeyFile(path, created)
            : Open(path);
    }

    private static Version NewVersion(string name, int number)
    {
        using RSA key = RSA.Create(KeyBits);
        return new Version(string.Create(CultureInfo.InvariantCulture, $"urn:pipeline:key:{name}:{number}"), key.ExportPkcs8PrivateKeyPem());
    }

    internal sealed record Content(string Name, List<Version> Versions);

    internal sealed record Version(string KeyId, string Pem);
}
