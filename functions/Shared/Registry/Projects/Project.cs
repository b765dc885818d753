namespace Pipeline.Registry;

/// <summary>A research project that receives anonymised copies, per hospital.</summary>
public sealed class Project
{
    /// <summary>Also the name of its container.</summary>
    public required ProjectId Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>Ethics approval number; none: not approved (R2).</summary>
    public string? ApprovalNumber { get; set; }

    /// <summary>First day (JST) of the ethics approval.</summary>
    public DateOnly? ApprovedFrom { get; set; }

    /// <summary>Last day (JST), inclusive, of the ethics approval; none: no end.</summary>
    public DateOnly? ApprovedUntil { get; set; }

    /// <summary>Domains in scope (R3); empty: all.</summary>
    public List<string> Domains { get; init; } = [];

    /// <summary>Modalities in scope (R3), e.g. US; empty: all.</summary>
    public List<string> Modalities { get; init; } = [];

    /// <summary>First study date in scope (R3); none: no bound.</summary>
    public DateOnly? StudiesFrom { get; set; }

    /// <summary>Last study date in scope (R3), inclusive; none: no bound.</summary>
    public DateOnly? StudiesUntil { get; set; }

    /// <summary>Identifier of the key below, as the researchers' own decryption will resolve it.</summary>
    public required string PublicKeyId { get; set; }

    /// <summary>RSA public key (SubjectPublicKeyInfo, PEM) that research copies are encrypted for.</summary>
    public required string PublicKeyPem { get; set; }

    /// <summary>Identifier of its application at the token issuer (<c>azp</c>); none: only its members may fetch copies.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>Who may see its cases (S1).</summary>
    public List<ProjectMember> Members { get; } = [];
}
