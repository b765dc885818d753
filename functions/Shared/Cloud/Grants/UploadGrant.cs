namespace Pipeline.Cloud;

/// <summary>
/// Leave to upload: create and write blobs in one container, neither read nor list nor delete. JSON as the portal's
/// API returns it. Holds a secret: never log it.
/// </summary>
/// <param name="Container">The container's address with its SAS.</param>
/// <param name="ExpiresAt">When storage ends it.</param>
/// <param name="CenterKey">What packages are to be encrypted for.</param>
public sealed record UploadGrant(Uri Container, DateTimeOffset ExpiresAt, PublicKey CenterKey)
{
    /// <summary>Never tells the SAS.</summary>
    public override string ToString() => $"UploadGrant until {ExpiresAt:O}";
}

/// <summary>Leave to fetch: read and list in one container. Holds a secret: never log it.</summary>
/// <param name="Container">The container's address with its SAS.</param>
/// <param name="ExpiresAt">When storage ends it.</param>
public sealed record PullGrant(Uri Container, DateTimeOffset ExpiresAt)
{
    /// <summary>Never tells the SAS.</summary>
    public override string ToString() => $"PullGrant until {ExpiresAt:O}";
}
