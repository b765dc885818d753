using Azure;
using Azure.Core.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Pipeline.Cloud;

/// <summary>
/// Packages as encrypted blobs of one container: client-side encryption v2 (AES-256-GCM in regions of 4 MiB, the
/// content key wrapped for the receiver), streamed both ways.
/// </summary>
public sealed class EncryptedPackages(BlobContainer container)
{
    /// <summary>
    /// Packs, encrypts and uploads. Committing the blob is the last request, so a cut upload leaves nothing.
    /// </summary>
    /// <param name="blobName">Random, below <c>studies/</c> or <c>consents/</c> for the center.</param>
    /// <param name="receiver">Whom it is for.</param>
    /// <param name="manifest">What is packed.</param>
    /// <param name="open">Opens a file of the manifest; it is disposed here.</param>
    /// <param name="progress">Told the plaintext bytes sent so far.</param>
    /// <param name="cancellationToken">Cuts the upload.</param>
    /// <returns>The ETag of the blob.</returns>
    /// <exception cref="PackageException">The manifest breaks a rule, or a file is not what the manifest says.</exception>
    public async Task<ETag> UploadAsync(
        string blobName,
        PublicKey receiver,
        PackageManifest manifest,
        Func<PackageFileEntry, CancellationToken, Task<Stream>> open,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        BlobClient blob = container.Client.GetBlobClient(blobName).WithClientSideEncryptionOptions(new ClientSideEncryptionOptions(ClientSideEncryptionVersion.V2_0)
        {
            KeyEncryptionKey = new PublicKeyEncryptionKey(receiver),
            KeyWrapAlgorithm = KeyWrap.Algorithm,
        });
        return await PipedContent.ReadWhileWritingAsync(
            (target, cancel) => PackageWriter.WriteAsync(target, manifest, open, cancel),
            async (plaintext, cancel) =>
            {
                var options = new BlobUploadOptions { TransferOptions = BlobContainer.Transfer, ProgressHandler = progress };
                BlobContentInfo uploaded = await blob.UploadAsync(plaintext, options, cancel);
                return uploaded.ETag;
            },
            cancellationToken);
    }

    /// <summary>Opens a package for one pass, pinned to <paramref name="etag"/>, with one key unwrap.</summary>
    /// <param name="blobName">Where.</param>
    /// <param name="keys">The receiver's keys.</param>
    /// <param name="etag">The version meant; null for what is there now.</param>
    /// <param name="limits">What is taken at most.</param>
    /// <param name="cancellationToken">Cuts the opening.</param>
    /// <exception cref="PackageException">The package is refused.</exception>
    /// <exception cref="RequestFailedException">404: not there. 412: overwritten since. Or the vault or storage does not answer: try again.</exception>
    public async Task<PackageReader> OpenAsync(
        string blobName, IKeyEncryptionKeyResolver keys, ETag? etag = null, PackageLimits? limits = null, CancellationToken cancellationToken = default)
        => await PackageReader.OpenAsync(await OpenPlaintextAsync(blobName, keys, offset: 0, etag, cancellationToken), limits, cancellationToken);

    /// <summary>
    /// Opens a package's plaintext, a TAR, from <paramref name="offset"/> on, so that a cut download goes on. What is read
    /// is authentic region by region, but nothing of it is held against the manifest: <see cref="PackageReader"/> does that.
    /// </summary>
    /// <param name="blobName">Where.</param>
    /// <param name="keys">The receiver's keys.</param>
    /// <param name="offset">In the plaintext; less than its length.</param>
    /// <param name="etag">The version meant; null for what is there now.</param>
    /// <param name="cancellationToken">Cuts the opening.</param>
    /// <exception cref="PackageException">The package is refused. Reading the stream throws the SDK's exceptions.</exception>
    /// <exception cref="RequestFailedException">404: not there. 412: overwritten since. Or the vault or storage does not answer: try again.</exception>
    public async Task<Stream> OpenPlaintextAsync(
        string blobName, IKeyEncryptionKeyResolver keys, long offset, ETag? etag = null, CancellationToken cancellationToken = default)
    {
        BlobClient plain = container.Client.GetBlobClient(blobName);
        BlobProperties properties = await plain.GetPropertiesAsync(ETags.Pin(etag), cancellationToken);
        EncryptionDataRules.Demand(properties.Metadata);
        BlobClient blob = plain.WithClientSideEncryptionOptions(new ClientSideEncryptionOptions(ClientSideEncryptionVersion.V2_0)
        {
            KeyResolver = new OneUnwrapResolver(keys),
            KeyWrapAlgorithm = KeyWrap.Algorithm,
        });
        return await PackageErrors.TranslateAsync(
            async () =>
            {
                var pinned = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = properties.ETag }, Range = offset == 0 ? default : new HttpRange(offset) };
                BlobDownloadStreamingResult opened = await blob.DownloadStreamingAsync(pinned, cancellationToken);
                return opened.Content;
            },
            position: null);
    }
}
