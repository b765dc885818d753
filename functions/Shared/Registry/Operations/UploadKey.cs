namespace Pipeline.Registry;

/// <summary>
/// A version of the center's upload key as Intake published it: the public half only, a JSON Web Key's parts. The portal, which
/// may touch no key, hands the newest out with its grants.
/// </summary>
public sealed class UploadKey
{
    /// <summary>Names the key and its version to the center.</summary>
    public required string KeyId { get; init; }

    /// <summary>Base64url.</summary>
    public required string Modulus { get; init; }

    /// <summary>Base64url.</summary>
    public required string Exponent { get; init; }

    /// <summary>When Intake first saw it as the current version.</summary>
    public required DateTimeOffset Published { get; init; }
}
