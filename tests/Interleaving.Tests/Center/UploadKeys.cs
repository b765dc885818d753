using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.Interleaving.Tests;

/// <summary>One key pair for center, processor and project: the smallest that is accepted, since each package costs its use.</summary>
internal static class UploadKeys
{
    private const int Bits = 2048;

    /// <summary>Where the key file is.</summary>
    public static string Path { get; } = Create();

    public static PublicKey Current { get; } = LocalKeyFile.Open(Path).Current;

    public static string Pem { get; } = PemOf(Current);

    private static string Create()
    {
        using RSA key = RSA.Create(Bits);
        string path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("interleaving-key-").FullName, "key.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { name = "upload", versions = new[] { new { keyId = "urn:pipeline:key:upload:1", pem = key.ExportPkcs8PrivateKeyPem() } } }));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    private static string PemOf(PublicKey key)
    {
        using RSA rsa = key.ToRsa();
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
