using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.LocalCenter.Host;

/// <summary>Where one machine keeps everything: <c>.local/</c> unless told otherwise. One center at a time works on it.</summary>
internal sealed class CenterFolder : IDisposable
{
    private readonly FileStream held;

    /// <exception cref="CenterFailureException">Another center is running on the folder, or it cannot be written.</exception>
    public CenterFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
            held = new FileStream(In("center.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterFailureException(
                $"{Path} は使えません。別のセンターが動いているか、書き込めません。--data で別のフォルダを指定してください。",
                $"{Path} cannot be used: another center is running on it, or it cannot be written. Choose another with --data.",
                e);
        }
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>The SQLite registry.</summary>
    public string Database => In("center.db");

    /// <summary>Azurite's own folder.</summary>
    public string Azurite => In("azurite");

    /// <summary>The center's upload key, wrapped for by senders.</summary>
    public string UploadKey => In("keys", "upload.json");

    /// <summary>Pseudonym secrets, one per project and facility.</summary>
    public string PseudonymKeys => In("keys", "pseudonyms");

    /// <summary>De-identification profiles, <c>{project}.json</c>; a project without one has the built-in profile.</summary>
    public string Profiles => In("profiles");

    /// <summary>The signing key of the development issuer.</summary>
    public string IssuerKey => In("keys", "issuer.pem");

    /// <summary>What the four apps log.</summary>
    public string Log => In("logs", "center.log");

    /// <summary>What facilities are about to send.</summary>
    public string Outgoing => In("outgoing");

    /// <summary>A path inside.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The key file of a processor or project.</summary>
    public string ReceiverKey(string id) => In("keys", $"{id}.json");

    /// <summary>The identity file of a facility, processor or project.</summary>
    public string Identity(string id) => In("identities", $"{id}.json");

    /// <summary>What was written under a name, or what is made and written now: kept from the first start on.</summary>
    public T Keep<T>(string name, Func<T> make)
    {
        string path = In(name);
        if (!File.Exists(path))
        {
            PrivateFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(make(), JsonSerializerOptions.Web));
        }

        return JsonSerializer.Deserialize<T>(PrivateFile.Read(path), JsonSerializerOptions.Web)!;
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();
}
