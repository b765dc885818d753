namespace Pipeline.CenterCli;

/// <summary>How a run ended.</summary>
/// <param name="Written">Files written.</param>
/// <param name="Bytes">Bytes written.</param>
/// <param name="NotWritten">How many were not, by reason.</param>
internal sealed record DeidentifySummary(int Written, long Bytes, IReadOnlyDictionary<string, int> NotWritten)
{
    /// <summary>Whether every file was written, or judged and held back.</summary>
    public bool IsComplete => !NotWritten.Keys.Any(DeidentifyReasons.IsFailure);
}
