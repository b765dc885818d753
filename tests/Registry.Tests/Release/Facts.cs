namespace Pipeline.Registry.Tests;

/// <summary>Facts under which every rule holds, to be spoilt one at a time. Noon in Japan on 1 June 2026.</summary>
internal sealed record Facts
{
    public DateTimeOffset Now { get; init; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(9));

    public IReadOnlyList<LedgerEntry> Ledger { get; init; } = [Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent()];

    public Case Case { get; init; } = Seed.Case(Guid.Empty);

    public Facility Facility { get; init; } = Seed.Facility(Seed.Alpha);

    public Processor Processor { get; init; } = Seed.CertifiedProcessor();

    public Project Project { get; init; } = Seed.LiverProject();

    public ReleaseSettings Settings { get; init; } = new();

    public bool IsAskedFor { get; init; } = true;

    public CertifiedFacts Certified => new(Case, State(Ledger), Facility, Processor, Facility.Contracts, Now, Settings, IsAskedFor);

    public ResearchFacts Research => new(Case, State(Ledger), Facility, Project, Facility.Participations, Now, Settings);

    public static LedgerState State(IReadOnlyList<LedgerEntry> entries) => LedgerState.Of(Events(entries), DateTimeOffset.MaxValue);

    public static IReadOnlyList<LedgerEvent> Events(IReadOnlyList<LedgerEntry> entries, Func<int, DateTimeOffset>? recorded = null)
    {
        var names = new RandomNames(new SettableClock());
        return [.. entries.Select((entry, i) => new LedgerEvent
        {
            Id = names.NewId(), PatientId = Guid.Empty, Kind = entry.Kind, Effective = entry.Effective, Recorded = recorded?.Invoke(i) ?? DateTimeOffset.UnixEpoch,
            Sequence = i + 1, NoticeKind = entry.NoticeKind, ToGuardian = entry.ToGuardian, By = entry.By, ProjectId = entry.ProjectId,
            BirthDate = entry.BirthDate, Sex = entry.Sex, Operator = entry.Operator,
        })];
    }

    /// <summary>As one line: <c>C1 C3@2026-06-05</c>, or <c>-</c> where nothing blocks.</summary>
    public static string Line(IReadOnlyList<BlockingRule> blocking) => blocking.Count == 0
        ? "-"
        : string.Join(' ', blocking.Select(rule => rule.LiftsOn is { } day ? $"{rule.Rule}@{day:yyyy-MM-dd}" : rule.Rule));

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    /// <summary>A time in Japan.</summary>
    public static DateTimeOffset Japan(string text) => new(DateTime.Parse(text), TimeSpan.FromHours(9));
}

internal static class Outcomes
{
    /// <summary>The reason, or nothing where the rule holds.</summary>
    public static string? Why(this BlockingRule? outcome) => outcome?.Reason;
}
