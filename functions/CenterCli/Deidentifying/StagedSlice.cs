namespace Pipeline.CenterCli;

/// <summary>A CT slice of a run that waits for the rest of its series.</summary>
/// <param name="File">What it was made from.</param>
/// <param name="Partial">Where its result lies, without a name; null where there is none: it was held, or refused for itself.</param>
/// <param name="Length">Of the result, in bytes.</param>
/// <param name="Line">Its line of the report; null where there is none.</param>
/// <param name="IsRefused">Nothing is to be done with it but to look at it with the others.</param>
internal readonly record struct StagedSlice(InputFile File, string? Partial = null, long Length = 0, ReportLine? Line = null, bool IsRefused = false);
