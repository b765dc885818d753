namespace Pipeline.Research;

/// <summary>Kinds of incident that reconciling raises.</summary>
public static class ResearchIncidents
{
    /// <summary>A blob that no record says was published; withdrawn.</summary>
    public const string WithoutRecord = "research.without-record";

    /// <summary>A copy or preview that a rule forbids; withdrawn.</summary>
    public const string WithoutRight = "research.without-right";

    /// <summary>A published copy whose package or thumbnail is not there.</summary>
    public const string Missing = "research.missing";
}
