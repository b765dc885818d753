namespace Pipeline.Registry;

/// <summary>Facts of a research project to enter; what is not stated stays as it is. Meanings as of <see cref="Project"/>.</summary>
public sealed record ProjectFacts
{
    /// <inheritdoc cref="Project.Title"/>
    public string? Title { get; init; }

    /// <inheritdoc cref="Project.ApprovalNumber"/>
    public string? ApprovalNumber { get; init; }

    /// <inheritdoc cref="Project.ApprovedFrom"/>
    public DateOnly? ApprovedFrom { get; init; }

    /// <inheritdoc cref="Project.ApprovedUntil"/>
    public DateOnly? ApprovedUntil { get; init; }

    /// <inheritdoc cref="Project.Domains"/>
    public IReadOnlyList<string>? Domains { get; init; }

    /// <inheritdoc cref="Project.Modalities"/>
    public IReadOnlyList<string>? Modalities { get; init; }

    /// <inheritdoc cref="Project.StudiesFrom"/>
    public DateOnly? StudiesFrom { get; init; }

    /// <inheritdoc cref="Project.StudiesUntil"/>
    public DateOnly? StudiesUntil { get; init; }

    /// <inheritdoc cref="Project.PublicKeyId"/>
    public string? PublicKeyId { get; init; }

    /// <inheritdoc cref="Project.PublicKeyPem"/>
    public string? PublicKeyPem { get; init; }

    /// <inheritdoc cref="Project.ApplicationId"/>
    public string? ApplicationId { get; init; }

    /// <summary>Members to add, or whose domains to set: subject, and domains (none: all).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Members { get; init; }

    /// <summary>Subjects of members to take out.</summary>
    public IReadOnlyList<string>? Removed { get; init; }
}
