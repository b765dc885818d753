namespace Pipeline.Registry;

/// <summary>The period of a contract or a participation to enter.</summary>
/// <param name="From">First day (JST), which tells one period from another; none: the latest one's.</param>
/// <param name="Until">Last day (JST), inclusive; none: as it is.</param>
/// <param name="NoEnd">Takes an end back.</param>
public sealed record PeriodFacts(DateOnly? From = null, DateOnly? Until = null, bool NoEnd = false);
