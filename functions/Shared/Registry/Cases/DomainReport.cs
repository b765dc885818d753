using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>領域レポート: the structured report that comes with a study.</summary>
public sealed record DomainReport
{
    /// <summary>abdomen 腹部 · breast 乳腺 · heart 心臓エコー.</summary>
    public required string Domain { get; init; }

    /// <summary>Diagnoses (病名).</summary>
    public IReadOnlyList<ReportDiagnosis> Diagnoses { get; init; } = [];

    /// <summary>Body site, a JJ1017 code.</summary>
    public string? BodySite { get; init; }

    /// <summary>Measurements (計測).</summary>
    public IReadOnlyList<ReportMeasurement> Measurements { get; init; } = [];

    /// <summary>Findings (所見): free text. Personal data.</summary>
    public string? Findings { get; init; }

    /// <summary>Reporting physician. Personal data.</summary>
    public string? Physician { get; init; }

    /// <summary>Fields that no version of this record names; dropped by anything that anonymises.</summary>
    /// <remarks>Generated JSON code cannot fill it where it is <c>init</c>.</remarks>
    [JsonExtensionData]
    public Dictionary<string, System.Text.Json.JsonElement>? Other { get; set; }
}

/// <summary>A diagnosis: ICD-10 (2013) code and the MEDIS standard disease name.</summary>
/// <param name="Code">ICD-10 code, e.g. K76.0.</param>
/// <param name="Name">Disease name, e.g. 脂肪肝.</param>
public sealed record ReportDiagnosis(string Code, string Name);

/// <summary>A measurement.</summary>
/// <param name="Name">What was measured, e.g. LVEF.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">UCUM unit, e.g. mm.</param>
public sealed record ReportMeasurement(string Name, decimal Value, string Unit);
