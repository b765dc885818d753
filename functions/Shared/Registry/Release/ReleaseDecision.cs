namespace Pipeline.Registry;

/// <summary>A recorded decision: whether one case may go to one recipient, and every rule that said no.</summary>
public sealed class ReleaseDecision
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The way out.</summary>
    public required Track Track { get; init; }

    /// <summary>The processor's or project's ID.</summary>
    public required string Recipient { get; init; }

    /// <summary>No rule blocked.</summary>
    public required bool Allowed { get; init; }

    /// <summary>No rule blocked but that nobody asked for it (O1): it may be ordered.</summary>
    public bool AwaitsOrder { get; init; }

    /// <summary>The rules that blocked, in their order.</summary>
    public List<BlockingRule> Blocking { get; init; } = [];

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Decided { get; init; }

    /// <summary>Earliest day (JST) on which the outcome may change by itself; none: only a new fact changes it.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>It is the newest of its case and recipient.</summary>
    public bool Current { get; set; } = true;
}
