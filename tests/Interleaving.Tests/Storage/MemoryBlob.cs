namespace Pipeline.Interleaving.Tests;

/// <summary>A stored blob; replaced as a whole by each change.</summary>
internal sealed record MemoryBlob(byte[] Content, string ContentType, string BlobType, string ETag, DateTimeOffset Modified)
{
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What it was committed of, by block ID.</summary>
    public IReadOnlyDictionary<string, byte[]> Blocks { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The address it was copied from.</summary>
    public string? CopySource { get; init; }
}
