using System.Runtime.CompilerServices;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>The anchored audit chain in the audit container, for whoever may read it: no app may.</summary>
public sealed class AnchoredAuditChain(BlobContainer container) : IAuditChain
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<string> BlobsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (StoredBlob blob in container.ListAsync(cancellationToken: cancellationToken))
        {
            yield return blob.Name;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken)
        => (await container.OpenReadAsync(blob, cancellationToken: cancellationToken)).Content;
}
