namespace Pipeline.Registry;

/// <summary>認定匿名加工医療情報作成事業者: the only one who receives named data under the Act.</summary>
public sealed class Processor
{
    /// <summary>Also the name of its container.</summary>
    public required ProcessorId Id { get; init; }

    /// <summary>Its name, as provision records state it.</summary>
    public required string Name { get; set; }

    /// <summary>Its address, as provision records state it.</summary>
    public required string Address { get; set; }

    /// <summary>Its representative, as provision records state it.</summary>
    public required string Representative { get; set; }

    /// <summary>What it is certified to make of named data; a notice must cover it (C2).</summary>
    public required CertifiedUse Use { get; set; }

    /// <summary>Identifier of the key below, as its own decryption will resolve it.</summary>
    public required string PublicKeyId { get; set; }

    /// <summary>RSA public key (SubjectPublicKeyInfo, PEM) that packages are encrypted for.</summary>
    public required string PublicKeyPem { get; set; }

    /// <summary>
    /// Since when it receives only what orders name; what it was provided before stays. None: standing delivery, each
    /// releasable study goes to it.
    /// </summary>
    public DateTimeOffset? OnOrderSince { get; set; }

    /// <summary>Identifier of its application at the token issuer (<c>azp</c>); none: no application may act for it.</summary>
    public string? ApplicationId { get; set; }
}
