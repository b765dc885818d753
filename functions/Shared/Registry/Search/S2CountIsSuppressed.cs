using System.Globalization;

namespace Pipeline.Registry;

/// <summary>
/// S2: cases of the certified track are only counted, and small counts are not told: 0 as it is, 1–9 as "&lt;10" (rules for
/// the national claims database, NDB; a policy here). Where a wider count less this one leaves 1–9, this one is told as "≥10":
/// otherwise the small rest follows by subtraction.
/// </summary>
public static class S2CountIsSuppressed
{
    /// <summary>Smallest count that is told exactly.</summary>
    public const int Threshold = 10;

    /// <summary>The count as it may be told.</summary>
    /// <param name="count">Cases that match.</param>
    /// <param name="wider">Counts of the same search with filters left out, which the searcher can ask for too.</param>
    public static CountText Of(int count, params IReadOnlyList<int> wider) => count switch
    {
        0 => new CountText("0", 0),
        < Threshold => new CountText($"<{Threshold}", null),
        _ when wider.Any(other => other - count is > 0 and < Threshold) => new CountText($"≥{Threshold}", null),
        _ => new CountText(count.ToString(CultureInfo.InvariantCulture), count),
    };
}
