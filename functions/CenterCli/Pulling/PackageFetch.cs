using Azure;
using Azure.Core.Cryptography;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Fetches and decrypts a package into a file. Goes on after what an earlier try or run left there, at the last whole region
/// of the encryption; each region is authenticated as it comes.
/// </summary>
internal sealed class PackageFetch(BlobContainer container, IKeyEncryptionKeyResolver keys, Retries retries)
{
    private const int Region = 4 * 1024 * 1024;
    private const int RegionOverhead = 12 + 16;
    private readonly EncryptedPackages packages = new(container);

    /// <exception cref="PackageException">It cannot be decrypted.</exception>
    /// <exception cref="RequestFailedException">404 or 412: it was withdrawn or replaced meanwhile.</exception>
    /// <exception cref="CenterException">Storage cannot be reached, or does not let us in.</exception>
    public async Task FetchAsync(StoredBlob stored, string path, IProgress<long> progress, CancellationToken cancellationToken)
    {
        try
        {
            await retries.RunAsync(cancel => OnceAsync(stored, path, progress, cancel), IsTransient, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException { Status: 401 or 403 } || (IsTransient(e) && !cancellationToken.IsCancellationRequested))
        {
            throw NoAccess(e);
        }
    }

    public static CenterException NoAccess(Exception e) => e is RequestFailedException { Status: 401 or 403 }
        ? new(ExitCodes.NoAccess, new("保存先か鍵が、この identity を受け付けません。identity ファイルが今も有効か、学会に確かめてください。", "Storage or key vault does not let this identity in. Ask the society whether it is still valid."), e)
        : new(ExitCodes.NoAccess, new("保存先に接続できません。ネットワークを確かめてもう一度実行すると、続きから受け取ります。", "Cannot reach storage. Check the network and run again: it goes on where it stopped."), e);

    private async Task<bool> OnceAsync(StoredBlob stored, string path, IProgress<long> progress, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, PullFolder.Private(FileMode.OpenOrCreate));
        long expected = PlaintextLength(stored.Length);
        if (file.Length >= expected)
        {
            progress.Report(stored.Length);
            return true;
        }

        long offset = file.Length / Region * Region;
        file.SetLength(offset);
        file.Position = offset;
        await using Stream plaintext = await packages.OpenPlaintextAsync(stored.Name, keys, offset, stored.ETag, cancellationToken);
        await CopyAsync(plaintext, file, progress, cancellationToken);
        return true;
    }

    private static async Task CopyAsync(Stream plaintext, FileStream file, IProgress<long> progress, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[256 * 1024];
        while (true)
        {
            int count;
            try
            {
                count = await plaintext.ReadAsync(buffer, cancellationToken);
            }
            catch (System.Security.Cryptography.CryptographicException e)
            {
                throw new PackageException(PackageReasons.Tampered, innerException: e);
            }

            if (count == 0)
            {
                return;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Report(file.Position);
        }
    }

    /// <summary>Each region of up to 4 MiB is stored with nonce and tag.</summary>
    private static long PlaintextLength(long stored)
    {
        long regions = (stored + Region + RegionOverhead - 1) / (Region + RegionOverhead);
        return stored - (regions * RegionOverhead);
    }

    private static bool IsTransient(Exception e) => e switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        AggregateException { InnerExceptions: var inner } => inner.All(IsTransient),
        HttpRequestException or IOException or TaskCanceledException => true,
        _ => false,
    };
}
