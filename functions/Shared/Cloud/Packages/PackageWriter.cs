using System.Formats.Tar;
using System.Text.Json;

namespace Pipeline.Cloud;

/// <summary>Writes a package's plaintext: one uncompressed TAR (USTAR), the manifest first.</summary>
public static class PackageWriter
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.GroupRead;

    /// <summary>Writes manifest and files to <paramref name="target"/>, which stays open.</summary>
    /// <param name="target">Need not seek.</param>
    /// <param name="manifest">What is written.</param>
    /// <param name="open">Opens a file of the manifest; it is disposed here.</param>
    /// <param name="cancellationToken">Cuts the writing; what was written is then no package.</param>
    /// <exception cref="PackageException">The manifest breaks a rule, or a file is not what the manifest says.</exception>
    public static async Task WriteAsync(
        Stream target, PackageManifest manifest, Func<PackageFileEntry, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken = default)
    {
        var limits = new PackageLimits();
        ManifestRules.Demand(manifest, limits);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, CloudJson.Strict.PackageManifest);
        if (json.Length > limits.ManifestLength)
        {
            throw new PackageException(PackageReasons.Limit, 0);
        }

        await using var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true);
        await tar.WriteEntryAsync(Entry(ManifestRules.EntryName, new MemoryStream(json, writable: false), manifest.Created), cancellationToken);
        for (int i = 0; i < manifest.Files.Count; i++)
        {
            PackageFileEntry file = manifest.Files[i];
            await using var content = new CheckedStream(await open(file, cancellationToken), file, position: i + 1);
            await tar.WriteEntryAsync(Entry(file.Name, content, manifest.Created), cancellationToken);
            await content.DemandEndAsync(cancellationToken);
        }
    }

    private static UstarTarEntry Entry(string name, Stream content, DateTimeOffset created)
        => new(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = created, Mode = Mode };
}
