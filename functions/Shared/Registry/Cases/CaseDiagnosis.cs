namespace Pipeline.Registry;

/// <summary>A diagnosis of a case's report: what the search page filters by (病名).</summary>
public sealed class CaseDiagnosis
{
    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>ICD-10 (2013) code.</summary>
    public required string Code { get; init; }

    /// <summary>MEDIS standard disease name, from the code where it is known; never free text.</summary>
    public required string Name { get; init; }
}
