namespace Pipeline.EndToEnd.Centers;

/// <summary>A start of the center that ended by itself.</summary>
/// <param name="Output">Standard output and error.</param>
internal sealed record CenterRun(int ExitCode, string Output, Summary Summary, TimeSpan Duration);
