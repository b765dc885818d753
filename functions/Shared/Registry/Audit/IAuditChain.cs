namespace Pipeline.Registry;

/// <summary>The anchored chain as it lies in the immutable container.</summary>
public interface IAuditChain
{
    /// <summary>Names of all blobs of the container.</summary>
    IAsyncEnumerable<string> BlobsAsync(CancellationToken cancellationToken);

    /// <summary>Opens a blob from its beginning.</summary>
    Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken);
}
