namespace Pipeline.CenterCli;

/// <summary>A failure that its user can do something about: says what happened and the way out, never a patient's data or a secret.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="text">For people.</param>
/// <param name="innerException">The cause.</param>
public sealed class CenterException(int exitCode, Text text, Exception? innerException = null) : Exception(text.En, innerException)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>For people.</summary>
    public Text Text { get; } = text;
}
