using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Pipeline.Cloud;

/// <summary>The operations that apps need on one container.</summary>
public sealed class BlobContainer(BlobContainerClient client)
{
    private const int BlockLength = 4 * 1024 * 1024;

    /// <summary>The container's name.</summary>
    public string Name => Client.Name;

    /// <summary>The SDK's client, for what is not here.</summary>
    public BlobContainerClient Client { get; } = client;

    /// <summary>Opens a container by an address that carries its own permission (a SAS).</summary>
    public static BlobContainer FromSas(Uri containerUriWithSas) => new(new BlobContainerClient(containerUriWithSas, StorageAccounts.ClientOptions()));

    /// <summary>How streams of unknown length are sent: blocks of 4 MiB, two at a time; the commit is the last request.</summary>
    internal static StorageTransferOptions Transfer { get; } = new()
    {
        InitialTransferSize = BlockLength,
        MaximumTransferSize = BlockLength,
        MaximumConcurrency = 2,
    };

    /// <summary>Creates the container, private, unless it is there.</summary>
    public Task CreateIfMissingAsync(CancellationToken cancellationToken = default) => Client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Opens a blob, pinned to <paramref name="etag"/> or to what it is now: a later overwriting breaks the read, it never mixes.</summary>
    /// <exception cref="RequestFailedException">404: not there. 412: not that ETag any more.</exception>
    public async Task<OpenedBlob> OpenReadAsync(string name, ETag? etag = null, CancellationToken cancellationToken = default)
    {
        BlobDownloadStreamingResult blob = await Client.GetBlobClient(name).DownloadStreamingAsync(
            new BlobDownloadOptions { Conditions = ETags.Pin(etag) }, cancellationToken);
        return new OpenedBlob(blob.Content, blob.Details.ETag, blob.Details.ContentLength, blob.Details.ContentType);
    }

    /// <summary>Opens a blob for reading at any position, pinned to its ETag; each read asks for 1 MiB.</summary>
    public Task<Stream> OpenSeekableAsync(string name, ETag? etag = null, CancellationToken cancellationToken = default)
        => Client.GetBlobClient(name).OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false) { BufferSize = 1024 * 1024, Conditions = ETags.Pin(etag) }, cancellationToken);

    /// <summary>The blob's ETag, length and time; null when it is not there.</summary>
    public async Task<StoredBlob?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            BlobProperties found = await Client.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return new StoredBlob(name, found.ETag, found.ContentLength, found.LastModified);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes a stream of any length to a blob, replacing what was there. Nothing is readable before the whole of it is.</summary>
    /// <returns>The ETag written.</returns>
    public async Task<ETag> WriteAsync(string name, Stream content, string contentType = "application/octet-stream", CancellationToken cancellationToken = default)
    {
        BlobContentInfo written = await Client.GetBlobClient(name).UploadAsync(
            content,
            new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, TransferOptions = Transfer },
            cancellationToken);
        return written.ETag;
    }

    /// <summary>Writes what <paramref name="write"/> writes. If it throws, the blob stays as it was.</summary>
    public async Task<ETag> WriteAsync(string name, Func<Stream, CancellationToken, Task> write, string contentType = "application/octet-stream", CancellationToken cancellationToken = default)
        => await PipedContent.ReadWhileWritingAsync(write, (content, cancel) => WriteAsync(name, content, contentType, cancel), cancellationToken);

    /// <summary>Deletes a blob.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteIfExistsAsync(string name, CancellationToken cancellationToken = default)
        => await Client.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>Deletes every blob whose name begins with <paramref name="prefix"/>.</summary>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken = default)
    {
        await foreach (StoredBlob blob in ListAsync(prefix, cancellationToken))
        {
            await DeleteIfExistsAsync(blob.Name, cancellationToken);
        }
    }

    /// <summary>The blobs whose name begins with <paramref name="prefix"/>, by name.</summary>
    public async IAsyncEnumerable<StoredBlob> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (BlobItem blob in Client.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            yield return new StoredBlob(blob.Name, blob.Properties.ETag!.Value.Quoted(), blob.Properties.ContentLength ?? 0, blob.Properties.LastModified!.Value);
        }
    }

    /// <summary>
    /// Publishes a blob of this (staging) container in <paramref name="target"/>, a container of the same account: one
    /// server-side copy, with metadata, is what makes it readable there. Run again, it finds what it published.
    /// </summary>
    /// <exception cref="PublishException">The copy did not succeed; nothing is left in the target.</exception>
    public async Task<ETag> PublishAsync(string stagedName, BlobContainer target, string targetName, CancellationToken cancellationToken = default)
    {
        if (!string.Equals(Client.AccountName, target.Client.AccountName, StringComparison.Ordinal))
        {
            throw new ArgumentException("Publishing copies within one storage account.", nameof(target));
        }

        Uri source = Client.GetBlobClient(stagedName).Uri;
        BlobClient published = target.Client.GetBlobClient(targetName);
        return await PublishedAsync(published, source, cancellationToken) ?? await CopyAsync(source, published, cancellationToken);
    }

    /// <summary>Appends to an append blob, creating it when missing, only if it is <paramref name="expectedLength"/> bytes long.</summary>
    /// <returns>Its new length; null when it has another length, because someone else appended.</returns>
    public async Task<long?> AppendAsync(string name, ReadOnlyMemory<byte> content, long expectedLength, CancellationToken cancellationToken = default)
    {
        AppendBlobClient blob = Client.GetAppendBlobClient(name);
        try
        {
            if (expectedLength == 0)
            {
                await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            }

            using var stream = new MemoryStream(content.ToArray(), writable: false);
            await blob.AppendBlockAsync(
                stream,
                new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = expectedLength } },
                cancellationToken);
            return expectedLength + content.Length;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return null;
        }
    }

    /// <summary>The ETag of what an earlier run published from that source; null when there is nothing, or something else.</summary>
    private static async Task<ETag?> PublishedAsync(BlobClient published, Uri source, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await published.GetPropertiesAsync(cancellationToken: cancellationToken);
            bool same = found.BlobCopyStatus == CopyStatus.Success
                && string.Equals(found.CopySource?.AbsolutePath, source.AbsolutePath, StringComparison.Ordinal);
            return same ? found.ETag : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static async Task<ETag> CopyAsync(Uri source, BlobClient published, CancellationToken cancellationToken)
    {
        CopyFromUriOperation copy = await published.StartCopyFromUriAsync(source, cancellationToken: cancellationToken);
        try
        {
            await copy.WaitForCompletionAsync(TimeSpan.FromSeconds(1), cancellationToken);
            BlobProperties result = await published.GetPropertiesAsync(cancellationToken: cancellationToken);
            return result.BlobCopyStatus == CopyStatus.Success ? result.ETag : throw new PublishException();
        }
        catch (Exception)
        {
            await WithdrawAsync(published, copy.Id);
            throw;
        }
    }

    private static async Task WithdrawAsync(BlobClient published, string copyId)
    {
        try
        {
            await published.AbortCopyFromUriAsync(copyId, cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409)
        {
            // no copy under way any more
        }

        await published.DeleteIfExistsAsync(cancellationToken: CancellationToken.None);
    }
}

/// <summary>A server-side copy ended without success. Nothing was left in the target.</summary>
public sealed class PublishException() : Exception("The server-side copy did not succeed.");
