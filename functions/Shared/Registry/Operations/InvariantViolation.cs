namespace Pipeline.Registry;

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">A stable word such as <c>delivery.without-right</c>.</param>
/// <param name="Subject">The row it was found at.</param>
public sealed record InvariantViolation(string Invariant, Guid Subject);
