namespace Pipeline.CenterCli;

/// <summary>Where a line of a report waits until it is known to be true.</summary>
/// <param name="Offset">Into the lines that wait.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct ReportLine(long Offset, int Length);
