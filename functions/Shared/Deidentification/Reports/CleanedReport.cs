using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>A domain report that may be released.</summary>
/// <param name="Report">Its structured fields, as far as each was judged.</param>
/// <param name="Dropped">Names of the fields that were left out, e.g. <c>physician</c>, <c>measurements[2]</c>.</param>
public sealed record CleanedReport(DomainReport Report, IReadOnlyList<string> Dropped);
