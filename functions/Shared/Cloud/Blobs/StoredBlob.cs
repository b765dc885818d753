using Azure;

namespace Pipeline.Cloud;

/// <summary>A blob as a listing or a write tells of it.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="ETag">Changes with every write.</param>
/// <param name="Length">Bytes.</param>
/// <param name="LastModified">When it was committed.</param>
public sealed record StoredBlob(string Name, ETag ETag, long Length, DateTimeOffset LastModified);

/// <summary>A blob open for reading, pinned to the ETag it had when it was opened.</summary>
public sealed class OpenedBlob(Stream content, ETag etag, long length, string contentType) : IAsyncDisposable
{
    /// <summary>Forward only.</summary>
    public Stream Content { get; } = content;

    /// <summary>What was opened.</summary>
    public ETag ETag { get; } = etag;

    /// <summary>Bytes.</summary>
    public long Length { get; } = length;

    /// <summary>As written.</summary>
    public string ContentType { get; } = contentType;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
