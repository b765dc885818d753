using System.Formats.Tar;
using System.Runtime.CompilerServices;

namespace Pipeline.Cloud;

/// <summary>A file of an open package. Valid until the next one is asked for.</summary>
/// <param name="Entry">What the manifest says, and what the content is.</param>
/// <param name="Position">1 for the first file.</param>
/// <param name="Content">Forward only; its last bytes are given out only if size and SHA-256 agree. What is left unread is checked anyway.</param>
public sealed record PackageFile(PackageFileEntry Entry, int Position, Stream Content);

/// <summary>
/// Reads a package's plaintext once, forward, holding everything against the manifest. A package has been accepted only
/// when <see cref="ReadFilesAsync"/> ended without exception: before, act on nothing that cannot be undone.
/// </summary>
public sealed class PackageReader : IAsyncDisposable
{
    private const int MaximumTrailingZeros = 1024 * 1024;
    private readonly Stream plaintext;
    private readonly TarHeaderGuard guard;
    private readonly TarReader tar;
    private bool begun;

    private PackageReader(Stream plaintext)
    {
        this.plaintext = plaintext;
        guard = new TarHeaderGuard(plaintext);
        tar = new TarReader(guard, leaveOpen: true);
    }

    /// <summary>The first entry.</summary>
    public PackageManifest Manifest { get; private set; } = null!;

    /// <summary>Reads the manifest.</summary>
    /// <param name="plaintext">Disposed with the reader.</param>
    /// <param name="limits">What is taken at most.</param>
    /// <param name="cancellationToken">Cuts the reading.</param>
    /// <exception cref="PackageException">It is refused.</exception>
    public static async Task<PackageReader> OpenAsync(Stream plaintext, PackageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var reader = new PackageReader(plaintext);
        try
        {
            reader.Manifest = await PackageErrors.TranslateAsync(() => reader.ReadManifestAsync(limits ?? new PackageLimits(), cancellationToken), 0);
            return reader;
        }
        catch (Exception)
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>The files, in the manifest's order. Can be enumerated once.</summary>
    /// <exception cref="PackageException">The package is refused.</exception>
    public async IAsyncEnumerable<PackageFile> ReadFilesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (begun)
        {
            throw new InvalidOperationException("A package is read once.");
        }

        begun = true;
        for (int i = 0; i < Manifest.Files.Count; i++)
        {
            int position = i + 1;
            PackageFileEntry expected = Manifest.Files[i];
            TarEntry? entry = await PackageErrors.TranslateAsync(() => NextAsync(cancellationToken), position);
            Stream data = Demand(entry, expected, position);
            await using var content = new CheckedStream(new TranslatingStream(data, position), expected, position, whenShort: PackageReasons.Truncated);
            yield return new PackageFile(expected, position, content);
            await content.DrainAsync(cancellationToken);
        }

        await PackageErrors.TranslateAsync(() => DemandEndAsync(cancellationToken), Manifest.Files.Count + 1);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await plaintext.DisposeAsync();
    }

    private async Task<PackageManifest> ReadManifestAsync(PackageLimits limits, CancellationToken cancellationToken)
    {
        TarEntry entry = await NextAsync(cancellationToken) ?? throw new PackageException(guard.SawEnd ? PackageReasons.Manifest : PackageReasons.Truncated, 0);
        if (!string.Equals(entry.Name, ManifestRules.EntryName, StringComparison.Ordinal) || entry.DataStream is null)
        {
            throw new PackageException(PackageReasons.Manifest, 0);
        }

        if (entry.Length > limits.ManifestLength)
        {
            throw new PackageException(PackageReasons.Limit, 0);
        }

        byte[] json = new byte[entry.Length];
        await entry.DataStream.ReadExactlyAsync(json, cancellationToken);
        return ManifestRules.Read(json, limits);
    }

    private async Task<TarEntry?> NextAsync(CancellationToken cancellationToken) => await tar.GetNextEntryAsync(copyData: false, cancellationToken);

    private Stream Demand(TarEntry? entry, PackageFileEntry expected, int position)
    {
        if (entry is null)
        {
            throw new PackageException(guard.SawEnd ? PackageReasons.MissingFile : PackageReasons.Truncated, position);
        }

        if (!string.Equals(entry.Name, expected.Name, StringComparison.Ordinal))
        {
            throw new PackageException(ReasonOfName(entry.Name, position), position);
        }

        return entry.Length == expected.Size
            ? entry.DataStream ?? Stream.Null
            : throw new PackageException(PackageReasons.Size, position);
    }

    private string ReasonOfName(string name, int position)
    {
        if (!ManifestRules.IsValidName(name))
        {
            return PackageReasons.Path;
        }

        if (Manifest.Files.Take(position - 1).Any(f => string.Equals(f.Name, name, StringComparison.Ordinal)) || string.Equals(name, ManifestRules.EntryName, StringComparison.Ordinal))
        {
            return PackageReasons.DuplicateFile;
        }

        return Manifest.Files.Any(f => string.Equals(f.Name, name, StringComparison.Ordinal)) ? PackageReasons.MissingFile : PackageReasons.ExtraFile;
    }

    /// <summary>Nothing more may come but the closing zeros; reading to the very end also authenticates the last region.</summary>
    private async Task<bool> DemandEndAsync(CancellationToken cancellationToken)
    {
        int position = Manifest.Files.Count + 1;
        if (await NextAsync(cancellationToken) is { } more)
        {
            throw new PackageException(ReasonOfName(more.Name, position) is PackageReasons.MissingFile ? PackageReasons.ExtraFile : ReasonOfName(more.Name, position), position);
        }

        if (!guard.SawEnd)
        {
            throw new PackageException(PackageReasons.Truncated, position);
        }

        byte[] buffer = new byte[16 * 1024];
        int count, total = 0;
        while ((count = await plaintext.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += count;
            if (total > MaximumTrailingZeros || buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                throw new PackageException(PackageReasons.ExtraFile, position);
            }
        }

        return true;
    }
}
