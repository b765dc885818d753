using System.Text.Json;

namespace Pipeline.EndToEnd.Centers;

/// <summary>The file of <c>--summary</c>, read as a program of others would.</summary>
internal sealed record Summary(
    Dictionary<string, Stage> Stages, Files Files, Dictionary<string, int> NotSent, int DeadLetters, string[] Violations, Study[] Studies)
{
    public Study Of(string patient) => Studies.Single(s => s.Patient == patient);

    /// <summary>The studies in one text each, for comparing.</summary>
    public string[] Lines => [.. Studies.Select(s => s.ToString())];

    public static Summary Read(string file, string output)
    {
        File.Exists(file).ShouldBeTrue($"no summary was written; the center printed:\n{output}");
        return JsonSerializer.Deserialize<Summary>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
    }
}

internal sealed record Stage(int Count, long Bytes);

internal sealed record Files(int Total, int Registered, int Quarantined, int Lost);

internal sealed record Study(string Facility, string Patient, [property: System.Text.Json.Serialization.JsonPropertyName("study")] string Uid, string State, string[] Reasons, string[] DeliveredTo, string[] Research)
{
    public override string ToString()
        => $"{Facility} {Patient} {Uid} {State} [{string.Join(' ', Reasons)}] processors [{string.Join(' ', DeliveredTo)}] projects [{string.Join(' ', Research)}]";
}
