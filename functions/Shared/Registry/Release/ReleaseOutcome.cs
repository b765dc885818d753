namespace Pipeline.Registry;

/// <summary>What the rules say now of one case and one recipient.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Track">The way out.</param>
/// <param name="Recipient">The processor's or project's ID.</param>
/// <param name="Blocking">Every rule that says no, in order.</param>
/// <param name="ReviewOn">Earliest day (JST) on which this may change by itself.</param>
/// <param name="NoticeEventId">Certified track: the ledger entry of the notice that a provision would rest on.</param>
public sealed record ReleaseOutcome(
    Guid CaseId, Track Track, string Recipient, IReadOnlyList<BlockingRule> Blocking, DateOnly? ReviewOn, Guid? NoticeEventId = null)
{
    /// <summary>No rule blocks.</summary>
    public bool Allowed => Blocking.Count == 0;

    /// <summary>Nothing blocks but that nobody asked for it (O1): it may be ordered.</summary>
    public bool AwaitsOrder => Blocking is [{ Rule: O1IsAskedFor.RuleId }];
}
