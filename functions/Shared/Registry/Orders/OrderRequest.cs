namespace Pipeline.Registry;

/// <summary>What an order asks for.</summary>
/// <param name="Id">Random, chosen by whoever asks; the same again is the same order.</param>
/// <param name="ProcessorId">For whom.</param>
/// <param name="CaseIds">Which studies, 1 to <see cref="MaximumCases"/>; one named twice counts once.</param>
/// <param name="Reason">Why, at most <see cref="MaximumReason"/> characters; nothing about a patient.</param>
/// <param name="By">The token's subject.</param>
/// <param name="ProjectId">
/// Where a member of a project asks: only what that member sees (S1) or may count (S2) there is known to them. None: an
/// operator asks.
/// </param>
public sealed record OrderRequest(Guid Id, ProcessorId ProcessorId, IReadOnlyCollection<Guid> CaseIds, string Reason, string By, ProjectId? ProjectId = null)
{
    /// <summary>Studies of an order at most.</summary>
    public const int MaximumCases = 10_000;

    /// <summary>Characters of a reason at most.</summary>
    public const int MaximumReason = 500;
}

/// <summary>What became of it.</summary>
public enum OrderOutcome
{
    /// <summary>It stands, now or from before.</summary>
    Placed = 1,

    /// <summary>No such processor.</summary>
    UnknownProcessor = 2,

    /// <summary>Some of the studies are not there, or not for this requester; nothing was placed.</summary>
    UnknownCases = 3,

    /// <summary>An order of that ID asks for something else.</summary>
    OtherOrder = 4,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="UnknownCases">Those not known.</param>
public sealed record OrderPlacement(OrderOutcome Outcome, IReadOnlyList<Guid> UnknownCases)
{
    internal static OrderPlacement Of(OrderOutcome outcome) => new(outcome, []);
}
