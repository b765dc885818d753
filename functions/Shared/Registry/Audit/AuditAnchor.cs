namespace Pipeline.Registry;

/// <summary>
/// A stretch of the audit chain and its place in the immutable container. Written before it is appended, so that a run that
/// was cut is followed by one that appends the same bytes at the same offset.
/// </summary>
public sealed class AuditAnchor
{
    /// <summary>Place of its first link in the chain, from 1.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>Place of its last link.</summary>
    public required long LastIndex { get; init; }

    /// <summary>Hash of its last link, which the next stretch follows.</summary>
    public required string LastHash { get; init; }

    /// <summary>The append blob.</summary>
    public required string BlobName { get; init; }

    /// <summary>Which append of the blob it is, from 1.</summary>
    public required int AppendNumber { get; init; }

    /// <summary>Byte offset in the blob.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When it was appended; none: planned only.</summary>
    public DateTimeOffset? Anchored { get; set; }
}
