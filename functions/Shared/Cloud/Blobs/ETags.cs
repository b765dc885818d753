using Azure;
using Azure.Storage.Blobs.Models;

namespace Pipeline.Cloud;

/// <summary>
/// ETags in their one form, quoted as in HTTP headers (RFC 9110 section 8.8.3). Listings and events tell them without quotes.
/// </summary>
internal static class ETags
{
    public static ETag Quoted(this ETag etag) => new(etag.ToString("H"));

    /// <summary>The condition that a blob still is that version; null for no condition.</summary>
    public static BlobRequestConditions? Pin(ETag? etag) => etag is { } known ? new BlobRequestConditions { IfMatch = known.Quoted() } : null;
}
