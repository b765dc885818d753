namespace Pipeline.Cloud;

/// <summary>What is taken at most; whatever exceeds it is refused before it is read.</summary>
public sealed record PackageLimits
{
    /// <summary>What a USTAR header can say: 8 GiB - 1.</summary>
    internal const long MaximumFileLength = (8L << 30) - 1;

    /// <summary>Bytes of <c>manifest.json</c>.</summary>
    public int ManifestLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>Files after the manifest.</summary>
    public int Files { get; init; } = 100_000;

    /// <summary>Bytes of all files together.</summary>
    public long TotalLength { get; init; } = 64L << 30;
}
