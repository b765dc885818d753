namespace Pipeline.Registry;

/// <summary>A person who may search within a project (S1), within a scope of their own.</summary>
public sealed class ProjectMember
{
    /// <summary>The project.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <summary>The token's subject (<c>oid</c> claim) of the person.</summary>
    public required string Subject { get; init; }

    /// <summary>Domains this member may see; empty: all of the project's.</summary>
    public List<string> Domains { get; init; } = [];
}
