using System.Globalization;

namespace Pipeline.Interleaving.Tests;

/// <summary>One thing that happens.</summary>
/// <param name="Kind">What.</param>
/// <param name="Salt">Seed of its particulars, so that it is the same thing whatever other steps are left out.</param>
/// <param name="KillAt">The point at which it is killed; none: it lives.</param>
internal sealed record Act(ActKind Kind, int Salt, int? KillAt)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}#{Salt}{(KillAt is { } point ? $" killed at {point}" : "")}");
}

/// <summary>What happens at once: one act, or several whose points alternate.</summary>
/// <param name="Acts">One to three.</param>
/// <param name="Salt">Seed of the changes between them.</param>
/// <param name="Switching">Chance of a change at a point, 0 to 1.</param>
internal sealed record Step(IReadOnlyList<Act> Acts, int Salt, double Switching)
{
    public override string ToString() => string.Join(" | ", Acts);
}
