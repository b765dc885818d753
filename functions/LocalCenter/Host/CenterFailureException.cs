namespace Pipeline.LocalCenter.Host;

/// <summary>The center cannot start or go on; says in both languages why and what to do.</summary>
internal sealed class CenterFailureException(string japanese, string english, Exception? cause = null) : Exception(english, cause)
{
    /// <summary>The process's exit code: 2 when it cannot start, 1 when it cannot go on.</summary>
    public int ExitCode { get; init; } = 2;

    /// <summary>The sentence in the chosen language.</summary>
    public string Say(bool inJapanese) => inJapanese ? japanese : Message;
}
