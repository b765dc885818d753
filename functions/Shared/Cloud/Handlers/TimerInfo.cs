namespace Pipeline.Cloud;

/// <summary>What a timer trigger carries. Schedules themselves stand in <c>function.json</c>.</summary>
/// <param name="IsPastDue">The timer fires later than its schedule said, e.g. after the app was stopped.</param>
public sealed record TimerInfo(bool IsPastDue = false);
