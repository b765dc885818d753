namespace Pipeline.Portal;

/// <summary>An upload grant as the API hands it out. Holds a secret: never logged.</summary>
/// <param name="GrantId">Packages sent under it name it in their manifest.</param>
/// <param name="Container">The intake container's address with a SAS that creates and writes, and nothing else.</param>
/// <param name="Expires">When storage ends it.</param>
/// <param name="KeyId">Name of the key below.</param>
/// <param name="PublicKeyPem">The center's current public key (SubjectPublicKeyInfo, PEM) to encrypt packages for.</param>
internal sealed record UploadGrantAnswer(Guid GrantId, Uri Container, DateTimeOffset Expires, string KeyId, string PublicKeyPem)
{
    /// <summary>Never tells the SAS.</summary>
    public override string ToString() => $"UploadGrant {GrantId} until {Expires:O}";
}
