using System.Diagnostics;
using Azure.Storage.Sas;

namespace Pipeline.Cloud.Tests;

/// <summary>Debian's Python SDK for storage: a second implementation of client-side encryption v2.</summary>
internal static class PythonStorage
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Downloads one blob to received.tar and uploads sent.tar as another, with the key of center.key.json.</summary>
    private const string Script = """
        import json, sys
        from azure.storage.blob import BlobClient
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import padding

        folder, received, sent = sys.argv[1:4]
        version = json.load(open(folder + '/center.key.json'))['versions'][-1]
        private = serialization.load_pem_private_key(version['pem'].encode(), password=None)
        oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)

        class Key:
            def get_kid(self): return version['keyId']
            def get_key_wrap_algorithm(self): return 'RSA-OAEP-256'
            def wrap_key(self, key): return private.public_key().encrypt(key, oaep)
            def unwrap_key(self, key, algorithm): return private.decrypt(key, oaep)

        def client(url):
            blob = BlobClient.from_blob_url(url, api_version='2021-12-02')
            blob.require_encryption, blob.key_encryption_key, blob.encryption_version = True, Key(), '2.0'
            return blob

        open(folder + '/received.tar', 'wb').write(client(received).download_blob().readall())
        client(sent).upload_blob(open(folder + '/sent.tar', 'rb').read(), overwrite=True)
        """;

    public static async Task<bool> IsInstalledAsync(CancellationToken cancellationToken)
        => File.Exists(Python) && (await RunAsync("import azure.storage.blob, cryptography", [], cancellationToken)).Exit == 0;

    public static async Task RunAsync(BlobContainer container, TemporaryFolder folder, string received, string sent, CancellationToken cancellationToken)
    {
        (int exit, string errors) = await RunAsync(Script, [folder.Path, SasOf(container, received), SasOf(container, sent)], cancellationToken);
        exit.ShouldBe(0, errors);
    }

    private static string SasOf(BlobContainer container, string blob)
        => container.Client.GetBlobClient(blob).GenerateSasUri(BlobSasPermissions.Read | BlobSasPermissions.Create | BlobSasPermissions.Write, Storage.Clock.GetUtcNow().AddHours(1)).ToString();

    private static async Task<(int Exit, string Errors)> RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, errors);
    }
}
