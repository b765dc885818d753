using System.Text.Json;
using Azure;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>Takes a fetched package apart, holding everything against its manifest, and moves the whole into the folder in one step.</summary>
internal static class PackageExtraction
{
    /// <exception cref="PackageException">It is refused; nothing of it is in the folder.</exception>
    public static async Task RunAsync(PullFolder folder, Provided provided, ETag etag, PackageKind kind, CancellationToken cancellationToken)
    {
        string tar = folder.TarOf(provided.Provision, etag);
        string beside = folder.NewBeside(provided.Provision);
        await using (PackageReader reader = await PackageReader.OpenAsync(File.OpenRead(tar), cancellationToken: cancellationToken))
        {
            Demand(reader.Manifest, provided, kind);
            await foreach (PackageFile file in reader.ReadFilesAsync(cancellationToken))
            {
                string path = Path.Combine(beside, file.Entry.Name);
                PullFolder.Create(Path.GetDirectoryName(path)!);
                await using var target = new FileStream(path, PullFolder.Private(FileMode.CreateNew));
                await file.Content.CopyToAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }

            PrivateFile.Write(Path.Combine(beside, PullFolder.Manifest), JsonSerializer.SerializeToUtf8Bytes(reader.Manifest, CenterJson.Indented.PackageManifest));
        }

        Directory.Move(beside, folder.Of(provided.Provision));
        File.Delete(tar);
    }

    private static void Demand(PackageManifest manifest, Provided provided, PackageKind kind)
    {
        bool named = manifest.Kind != PackageKind.Delivery || (Guid.TryParse(manifest.Provision, out Guid provision) && provision == provided.Provision);
        if (manifest.Kind != kind || !named)
        {
            throw new PackageException(PullReasons.OtherPackage, 0);
        }
    }
}
