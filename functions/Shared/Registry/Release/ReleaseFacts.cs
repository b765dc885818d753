namespace Pipeline.Registry;

/// <summary>Everything the rules of both tracks look at. Loaded by <see cref="ReleaseGate"/>; the rules read nothing else.</summary>
/// <param name="Case">The case.</param>
/// <param name="Ledger">Its patient's ledger.</param>
/// <param name="Facility">Its facility.</param>
/// <param name="Now">The instant of the decision.</param>
/// <param name="Settings">The policies.</param>
public abstract record ReleaseFacts(Case Case, LedgerState Ledger, Facility Facility, DateTimeOffset Now, ReleaseSettings Settings)
{
    /// <summary>The day in Japan.</summary>
    public DateOnly Today => JapaneseDay.Of(Now);
}
