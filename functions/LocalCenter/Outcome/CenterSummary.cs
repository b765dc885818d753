using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.LocalCenter.Outcome;

/// <summary>The outcome of a run, as <c>--summary</c> writes it.</summary>
internal sealed record CenterSummary
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>From the first start of this run to its settling.</summary>
    public required double Seconds { get; init; }

    /// <summary>Counts and bytes per stage.</summary>
    public required IReadOnlyDictionary<string, StageCount> Stages { get; init; }

    /// <summary>Files found, and what became of them; lost must be 0.</summary>
    public required FileCount Files { get; init; }

    /// <summary>Files that were not sent, with the sender's reason; their places tell names, so they are only counted.</summary>
    public required IReadOnlyDictionary<string, int> NotSent { get; init; }

    /// <summary>Messages that every delivery failed.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>Invariants found broken; must be empty.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>Per study, by facility, patient and study.</summary>
    public required IReadOnlyList<StudyOutcome> Studies { get; init; }

    /// <summary>Nothing was lost and no invariant is broken.</summary>
    public bool IsGood => Files.Lost == 0 && DeadLetters == 0 && Violations.Count == 0;

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full + ".new", JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(full + ".new", full, overwrite: true);
    }
}

/// <summary>A stage's studies or packages, and their bytes.</summary>
internal sealed record StageCount(int Count, long Bytes);

/// <summary>Files of a run. Each ends as registered or quarantined; what is neither is lost.</summary>
internal sealed record FileCount(int Total, int Registered, int Quarantined, int Lost);
