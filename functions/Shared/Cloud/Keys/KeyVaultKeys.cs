using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Cryptography;
using Azure.Core.Pipeline;

namespace Pipeline.Cloud;

/// <summary>
/// One RSA key of one Key Vault, over its REST API (get key, unwrapKey; api-version 7.4). Wrapping is done here with
/// the public half; unwrapping is done by the vault. Stands in for Azure.Security.KeyVault.Keys.
/// </summary>
public sealed class KeyVaultKeys : IPackageKeys
{
    private const string ApiVersion = "7.4";
    private readonly Uri vault;
    private readonly string keyName;
    private readonly HttpPipeline pipeline;

    /// <param name="vault">E.g. <c>https://kv-intake.vault.azure.net/</c>.</param>
    /// <param name="keyName">The key's name in it.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="options">Transport and retries.</param>
    public KeyVaultKeys(Uri vault, string keyName, TokenCredential credential, KeyVaultKeysOptions? options = null)
    {
        if (vault.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("A vault is reached by https only.", nameof(vault));
        }

        this.vault = vault;
        this.keyName = keyName;
        options ??= new KeyVaultKeysOptions();
        pipeline = HttpPipelineBuilder.Build(options, new VaultChallengePolicy(credential, vault));
    }

    /// <inheritdoc/>
    public async Task<PublicKey> GetCurrentAsync(CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await SendAsync(RequestMethod.Get, KeyPath(version: null), body: null, cancellationToken);
        JsonElement key = answer.RootElement.GetProperty("key");
        string keyId = key.GetProperty("kid").GetString()!;
        VersionOf(keyId);
        return new PublicKey(keyId, key.GetProperty("n").GetString()!, key.GetProperty("e").GetString()!);
    }

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The ID, which comes with the package, names another vault or key: no token goes there.</exception>
    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default) => new VaultKey(this, keyId, VersionOf(keyId));

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The ID, which comes with the package, names another vault or key: no token goes there.</exception>
    public Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(keyId, cancellationToken));

    private async Task<byte[]> PerformAsync(string operation, string version, string algorithm, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        KeyWrap.Demand(algorithm);
        RequestContent body = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Operation(algorithm, Base64Url.EncodeToString(value.Span)), CloudJson.Strict.Operation));
        using JsonDocument answer = await SendAsync(RequestMethod.Post, $"{KeyPath(version)}/{operation}", body, cancellationToken);
        return Base64Url.DecodeFromChars(answer.RootElement.GetProperty("value").GetString());
    }

    private async Task<JsonDocument> SendAsync(RequestMethod method, string path, RequestContent? body, CancellationToken cancellationToken)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(vault);
        message.Request.Uri.AppendPath(path, escape: false);
        message.Request.Uri.AppendQuery("api-version", ApiVersion);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = body;
        }

        await pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError
            ? throw new RequestFailedException(message.Response)
            : await JsonDocument.ParseAsync(message.Response.ContentStream!, cancellationToken: cancellationToken);
    }

    private string KeyPath(string? version) => version is null ? $"/keys/{keyName}" : $"/keys/{keyName}/{version}";

    private string VersionOf(string keyId)
    {
        string prefix = new Uri(vault, $"/keys/{keyName}/").AbsoluteUri;
        string version = keyId.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? keyId[prefix.Length..] : "";
        return version.Length > 0 && version.All(char.IsAsciiLetterOrDigit)
            ? version
            : throw new CryptographicException("The key ID names no version of this vault's key.");
    }

    internal sealed record Operation(string Alg, string Value);

    private sealed class VaultKey(KeyVaultKeys keys, string keyId, string version) : IKeyEncryptionKey
    {
        public string KeyId => keyId;

        public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
            => WrapKeyAsync(algorithm, key, cancellationToken).GetAwaiter().GetResult();

        public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
            => keys.PerformAsync("wrapkey", version, algorithm, key, cancellationToken);

        public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
            => UnwrapKeyAsync(algorithm, encryptedKey, cancellationToken).GetAwaiter().GetResult();

        /// <exception cref="CryptographicException">The vault says that this is not wrapped by that version, or that there is no such version: both come with the package.</exception>
        public async Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default)
        {
            try
            {
                return await keys.PerformAsync("unwrapkey", version, algorithm, encryptedKey, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status is 400 or 404)
            {
                throw new CryptographicException("The vault cannot unwrap this key.", e);
            }
        }
    }
}

/// <summary>How a vault is reached.</summary>
public sealed class KeyVaultKeysOptions : ClientOptions;
