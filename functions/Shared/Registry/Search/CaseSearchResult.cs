namespace Pipeline.Registry;

/// <summary>What a search found.</summary>
/// <param name="Cases">Visible cases (S1), one page of them.</param>
/// <param name="Total">Visible cases in all; they may all be looked at, so the number is exact.</param>
/// <param name="Orderable">Cases that match and may go to a certified processor only (S2).</param>
public sealed record CaseSearchResult(IReadOnlyList<VisibleCase> Cases, int Total, CountText Orderable)
{
    /// <summary>What a person sees who is not a member.</summary>
    public static CaseSearchResult Nothing { get; } = new([], 0, S2CountIsSuppressed.Of(0));
}
