namespace Pipeline.Registry;

/// <summary>A period of whole days (JST).</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, inclusive; none: open.</param>
internal readonly record struct Period(DateOnly From, DateOnly? Until)
{
    /// <summary>The period of a fact that has begun or will; none: it never does.</summary>
    public static Period[] Of(DateOnly? from, DateOnly? until) => from is { } first ? [new Period(first, until)] : [];

    public bool Contains(DateOnly day) => From <= day && !HasEndedBy(day);

    public bool HasEndedBy(DateOnly day) => Until < day;

    /// <summary>Days after <paramref name="day"/> on which it begins or has just ended.</summary>
    public IEnumerable<DateOnly> ChangesAfter(DateOnly day)
    {
        if (From > day)
        {
            yield return From;
        }

        if (Until >= day && Until < DateOnly.MaxValue)
        {
            yield return Until.Value.AddDays(1);
        }
    }

    /// <summary>The first day from which one of the periods will contain the day, where one lies ahead.</summary>
    public static DateOnly? NextStart(IEnumerable<Period> periods, DateOnly today)
        => periods.Where(period => period.From > today && !(period.Until < period.From)).Select(period => (DateOnly?)period.From).Min();
}
