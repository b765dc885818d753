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

    /// <summary>
    /// The first of the given days after today of which something holds by itself, nothing else being recorded meanwhile;
    /// none: it will not.
    /// </summary>
    /// <param name="days">The days (JST) on which it may begin to hold, in any order.</param>
    /// <param name="holds">Whether it holds at an instant.</param>
    protected DateOnly? FirstDay(IEnumerable<DateOnly> days, Func<DateTimeOffset, bool> holds)
        => days.Where(day => day > Today).Order().Cast<DateOnly?>().FirstOrDefault(day => holds(JapaneseDay.StartOf(day!.Value)));
}
