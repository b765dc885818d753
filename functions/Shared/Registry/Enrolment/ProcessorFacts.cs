namespace Pipeline.Registry;

/// <summary>Facts of a certified processor to enter; what is not stated stays as it is. Meanings as of <see cref="Processor"/>.</summary>
public sealed record ProcessorFacts
{
    /// <inheritdoc cref="Processor.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="Processor.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="Processor.Representative"/>
    public string? Representative { get; init; }

    /// <inheritdoc cref="Processor.Use"/>
    public CertifiedUse? Use { get; init; }

    /// <inheritdoc cref="Processor.PublicKeyId"/>
    public string? PublicKeyId { get; init; }

    /// <inheritdoc cref="Processor.PublicKeyPem"/>
    public string? PublicKeyPem { get; init; }

    /// <inheritdoc cref="Processor.ApplicationId"/>
    public string? ApplicationId { get; init; }
}
