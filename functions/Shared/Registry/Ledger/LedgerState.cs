namespace Pipeline.Registry;

/// <summary>
/// What the ledger says of one patient as of an instant, derived from its entries and nothing else. Entries count in the
/// order they were recorded in; one recorded later than the instant is not known yet. What the desk took back
/// (<see cref="DeskTakeBack"/>) no consent table gives again, in whatever order the two were recorded.
/// </summary>
public sealed record LedgerState
{
    /// <summary>The facility's table has the patient (I1).</summary>
    public bool Listed { get; private init; }

    /// <summary>Birth date as the facility states it.</summary>
    public DateOnly? BirthDate { get; private init; }

    /// <summary>Sex as the facility states it.</summary>
    public Sex Sex { get; private init; }

    /// <summary>Notices in effect, in the order they were recorded in.</summary>
    public IReadOnlyList<Notice> Notices { get; private init; } = [];

    /// <summary>
    /// A notice was withdrawn or found never delivered: an opt-out of the certified track until a newer notice is recorded.
    /// All notices recorded before it are void.
    /// </summary>
    public bool NoticeVoided { get; private init; }

    /// <summary>An opt-out is in effect (C4).</summary>
    public bool OptedOut { get; private init; }

    /// <summary>One of the opt-outs in effect was entered by an operator, at the opt-out desk: no table takes that back.</summary>
    public bool OptedOutAtDesk { get; private init; }

    /// <summary>Research consents in effect, in the order they were recorded in.</summary>
    public IReadOnlyList<ResearchConsent> Consents { get; private init; } = [];

    /// <summary>Projects the patient withdrew from by name: a broad consent does not reach them, only a consent by name.</summary>
    public IReadOnlyList<ProjectId> WithdrawnProjects { get; private init; } = [];

    /// <summary>Every consent was withdrawn at once, and none was given since.</summary>
    public bool AllConsentWithdrawn { get; private init; }

    /// <summary>Day of death.</summary>
    public DateOnly? DiedOn { get; private init; }

    /// <summary>The day of death was recorded at the desk: no table states another.</summary>
    public bool DiedAtDesk { get; private init; }

    /// <summary>Notices and consents that the desk took back and has not recorded anew since.</summary>
    public IReadOnlyList<DeskTakeBack> TakenBackAtDesk { get; private init; } = [];

    /// <summary>The state as the center knew it at <paramref name="asOf"/>.</summary>
    public static LedgerState Of(IEnumerable<LedgerEvent> events, DateTimeOffset asOf)
        => events.Where(entry => entry.Recorded <= asOf).OrderBy(entry => entry.Sequence)
            .Aggregate(new LedgerState(), (state, entry) => state.After(entry));

    /// <summary>The consent that covers the project (R1), whether or not its day has come; the earliest where there are several.</summary>
    public ResearchConsent? ConsentFor(ProjectId project) => Consents
        .Where(consent => consent.ProjectId == project || (consent.ProjectId is null && !WithdrawnProjects.Contains(project)))
        .MinBy(consent => consent.From);

    /// <summary>
    /// Whether a consent table may say that there is a notice or a consent: not where the desk took it back, unless the
    /// table states a day after that. A ○ without a date only repeats what was known.
    /// </summary>
    /// <param name="kind"><see cref="LedgerEventKind.Notice"/> or <see cref="LedgerEventKind.ResearchConsent"/>.</param>
    /// <param name="toGuardian">Of a notice: it went to the guardian.</param>
    /// <param name="project">Of a consent: the project; none: broad.</param>
    /// <param name="stated">The day (JST) that the table states; none: a ○ without a date.</param>
    public bool TableMayGrant(LedgerEventKind kind, bool toGuardian, ProjectId? project, DateOnly? stated)
        => TakenBackAtDesk.All(taken => !taken.Concerns(kind, toGuardian, project) || stated > taken.On);

    private LedgerState After(LedgerEvent entry) => entry.Operator is null ? AfterTable(entry) : AfterDesk(entry);

    private LedgerState AfterTable(LedgerEvent entry) => entry.Kind switch
    {
        LedgerEventKind.Notice or LedgerEventKind.ResearchConsent
            when !TableMayGrant(entry.Kind, entry.ToGuardian, entry.ProjectId, entry.Effective) => this,
        LedgerEventKind.OptOutWithdrawn when OptedOutAtDesk => this,
        LedgerEventKind.Death when DiedAtDesk => this,
        _ => Followed(entry),
    };

    private LedgerState AfterDesk(LedgerEvent entry) => entry.Kind switch
    {
        LedgerEventKind.NoticeVoided or LedgerEventKind.ResearchConsentWithdrawn
            => Followed(entry) with { TakenBackAtDesk = [.. TakenBackAtDesk, DeskTakeBack.Of(entry)] },
        LedgerEventKind.Notice or LedgerEventKind.ResearchConsent
            => Followed(entry) with { TakenBackAtDesk = [.. TakenBackAtDesk.Where(taken => !taken.IsUndoneBy(entry))] },
        LedgerEventKind.OptOut => Followed(entry) with { OptedOutAtDesk = true },
        LedgerEventKind.Death => Followed(entry) with { DiedAtDesk = true },
        _ => Followed(entry),
    };

    private LedgerState Followed(LedgerEvent entry) => entry.Kind switch
    {
        LedgerEventKind.Listed => Stated(entry) with { Listed = true },
        LedgerEventKind.IdentityCorrected => Stated(entry),
        LedgerEventKind.Notice => this with
        {
            Notices = [.. Notices, new Notice(entry.Id, entry.NoticeKind ?? NoticeKind.Anonymised, entry.Effective, entry.ToGuardian)],
            NoticeVoided = NoticeVoided && entry.ToGuardian,
        },
        LedgerEventKind.NoticeVoided when entry.ToGuardian => this with { Notices = [.. Notices.Where(notice => !notice.ToGuardian)] },
        LedgerEventKind.NoticeVoided => this with { Notices = [], NoticeVoided = true },
        LedgerEventKind.OptOut => this with { OptedOut = true },
        LedgerEventKind.OptOutWithdrawn => this with { OptedOut = false, OptedOutAtDesk = false },
        LedgerEventKind.ResearchConsent => this with
        {
            Consents = [.. Consents, new ResearchConsent(entry.Id, entry.ProjectId, entry.Effective)],
            WithdrawnProjects = [.. WithdrawnProjects.Where(project => project != entry.ProjectId)],
            AllConsentWithdrawn = false,
        },
        LedgerEventKind.ResearchConsentWithdrawn when entry.ProjectId is { } project => this with
        {
            Consents = [.. Consents.Where(consent => consent.ProjectId != project)],
            WithdrawnProjects = [.. WithdrawnProjects.Where(other => other != project), project],
        },
        LedgerEventKind.ResearchConsentWithdrawn => this with { Consents = [], AllConsentWithdrawn = true },
        LedgerEventKind.Death => this with { DiedOn = entry.Effective },
        // Unknown again: what the table granted is gone, what forbids (opt-out, death, withdrawals by name) stays.
        LedgerEventKind.Unlisted => this with { Listed = false, BirthDate = null, Sex = Sex.Unknown, Notices = [], Consents = [] },
        _ => throw new InvalidOperationException($"The ledger holds an entry of unknown kind {(int)entry.Kind}."),
    };

    private LedgerState Stated(LedgerEvent entry) => this with
    {
        BirthDate = entry.BirthDate ?? BirthDate,
        Sex = entry.Sex == Sex.Unknown ? Sex : entry.Sex,
    };
}
