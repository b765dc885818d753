using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// What <c>center</c> signs in with: a JSON file that only its owner can read. In the cloud an Entra application with a
/// certificate, on one machine the development issuer.
/// </summary>
public sealed record Identity
{
    /// <summary>ID of the facility, processor or project.</summary>
    public required string Name { get; init; }

    /// <summary>What it is the ID of.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The portal's address; https, or http on this machine.</summary>
    public required Uri Portal { get; init; }

    /// <summary>Signs in to Entra.</summary>
    public EntraSignIn? Entra { get; init; }

    /// <summary>Signs in to the development issuer of this machine.</summary>
    public DevelopmentSignIn? Development { get; init; }

    /// <summary>A processor's or project's container; with a SAS on one machine.</summary>
    public Uri? Storage { get; init; }

    /// <summary>Where a processor's or project's private key is: a local key file, or the URI of a Key Vault key.</summary>
    public string? Key { get; init; }

    /// <summary>Reads an identity file; paths in it are relative to its folder.</summary>
    /// <exception cref="CenterException">It is missing, readable by others, or incomplete.</exception>
    public static Identity Load(string path)
    {
        try
        {
            Identity identity = JsonSerializer.Deserialize(PrivateFile.Read(path), CenterJson.Strict.Identity)
                ?? throw new JsonException("The file holds null.");
            return identity.InFolder(Path.GetDirectoryName(Path.GetFullPath(path))!).Demanded(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, new("このファイルがありません。--identity FILE か環境変数 CENTER_IDENTITY で指定してください。", "there is no such file. Name it by --identity FILE or CENTER_IDENTITY."), e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Refused(path, new("このファイルを読めません。本人だけが読めるようにしてください (chmod 600)。", "it cannot be read. Make it readable by you alone (chmod 600)."), e);
        }
        catch (InvalidDataException e)
        {
            throw Refused(path, new("他人にも読めます。chmod 600 してください。", "others can read it: chmod 600."), e);
        }
        catch (JsonException e)
        {
            throw Refused(path, new("identity の JSON ではありません (name, kind, portal, entra か development が必要です)。", "it is no identity JSON (name, kind, portal, and entra or development are needed)."), e);
        }
    }

    /// <summary>What signs in to the portal's API and, in the cloud, to storage and vault.</summary>
    /// <param name="http">Asks the development issuer.</param>
    /// <param name="clock">Tells when a token is to be renewed.</param>
    /// <exception cref="CenterException">The certificate cannot be read.</exception>
    public TokenCredential CreateCredential(HttpClient http, TimeProvider clock)
    {
        if (Development is not null)
        {
            return new DevelopmentCredential(http, Development, clock);
        }

        try
        {
            X509Certificate2 certificate = Entra!.Certificate.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(Entra.Certificate)
                : X509CertificateLoader.LoadPkcs12FromFile(Entra.Certificate, password: null);
            return new ClientCertificateCredential(Entra.TenantId, Entra.ClientId, certificate);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new($"証明書を読めません: {Entra!.Certificate}。PEM か PFX (パスワードなし) を置いてください。", $"The certificate cannot be read: {Entra.Certificate}. Put a PEM, or a PFX without password, there."), e);
        }
    }

    /// <summary>The scope of the portal's API.</summary>
    public string Scope => $"{Entra?.Audience ?? EntraSignIn.DefaultAudience}/.default";

    /// <summary>The container that this identity pulls from.</summary>
    /// <exception cref="CenterException">The identity names none.</exception>
    public BlobContainer OpenStorage(TokenCredential credential)
    {
        Uri address = Storage ?? throw Missing("storage");
        return address.Query.Length > 0 ? BlobContainer.FromSas(address) : new BlobContainer(new BlobContainerClient(address, credential, StorageAccounts.ClientOptions()));
    }

    /// <summary>The key that packages are encrypted for.</summary>
    /// <exception cref="CenterException">The identity names none, or it cannot be opened.</exception>
    public IPackageKeys OpenKey(TokenCredential credential)
    {
        string key = Key ?? throw Missing("key");
        try
        {
            return KeyLocations.OpenPackageKeys(IsVaultKey(key) ? key : $"file:{key}", credential);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw new CenterException(ExitCodes.Usage, new($"鍵ファイルを開けません: {key}。あるか、本人だけが読めるか (chmod 600) 確かめてください。", $"The key file cannot be opened: {key}. See that it is there, and readable by you alone (chmod 600)."), e);
        }
    }

    /// <summary>Never tells a secret.</summary>
    public override string ToString() => $"Identity {Kind} {Name}";

    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static bool IsVaultKey(string key) => key.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static CenterException Refused(string path, Text why, Exception? cause = null)
        => new(ExitCodes.Usage, new($"identity {path}: {why.Ja}", $"Identity {path}: {why.En}"), cause);

    private static CenterException Missing(string member)
        => new(ExitCodes.Usage, new($"この identity には \"{member}\" がないので受け取れません。", $"This identity has no \"{member}\", so it cannot pull."));

    private Identity InFolder(string folder) => this with
    {
        Entra = Entra is null ? null : Entra with { Certificate = Path.Combine(folder, Entra.Certificate) },
        Key = Key is null || IsVaultKey(Key) ? Key : Path.Combine(folder, Key),
    };

    private Identity Demanded(string path)
    {
        if (Entra is null == Development is null)
        {
            throw Refused(path, new("entra か development のどちらか一方が必要です。", "it needs either entra or development."));
        }

        if (!Portal.IsAbsoluteUri || !IsSafe(Portal))
        {
            throw Refused(path, new("portal は https:// で書いてください (この機械の中だけ http でよい)。", "portal must be https:// (http only on this machine)."));
        }

        return Development is null || (Development.Token.IsAbsoluteUri && Development.Token.IsLoopback)
            ? this
            : throw Refused(path, new("development はこの機械の中だけで使えます。", "development works on this machine only."));
    }
}

/// <summary>An Entra application.</summary>
/// <param name="TenantId">Directory.</param>
/// <param name="ClientId">Application.</param>
/// <param name="Certificate">Path of its certificate with private key, PEM or PFX.</param>
/// <param name="Audience">The portal's application ID URI; <see cref="DefaultAudience"/> when not given.</param>
public sealed record EntraSignIn(string TenantId, string ClientId, string Certificate, string? Audience = null)
{
    /// <summary>What the portal is called unless it is told otherwise.</summary>
    public const string DefaultAudience = "api://center";
}

/// <summary>An application of the development issuer.</summary>
/// <param name="Token">Token endpoint on this machine.</param>
/// <param name="ClientId">Application.</param>
/// <param name="ClientSecret">Its secret.</param>
public sealed record DevelopmentSignIn(Uri Token, string ClientId, string ClientSecret)
{
    /// <summary>Never tells the secret.</summary>
    public override string ToString() => $"DevelopmentSignIn {ClientId}";
}
