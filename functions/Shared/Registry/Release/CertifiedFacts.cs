namespace Pipeline.Registry;

/// <summary>What the rules of the certified track look at.</summary>
/// <param name="Processor">The recipient.</param>
/// <param name="Contracts">The facility's contracts with that processor, past and future ones too.</param>
/// <param name="IsAskedFor">The processor has standing delivery, or an order in force names the case.</param>
public sealed record CertifiedFacts(
    Case Case, LedgerState Ledger, Facility Facility, Processor Processor, IReadOnlyList<ProcessorContract> Contracts, DateTimeOffset Now, ReleaseSettings Settings,
    bool IsAskedFor)
    : ReleaseFacts(Case, Ledger, Facility, Now, Settings)
{
    /// <summary>Birth date as the ledger states it, otherwise as the objects do; none: unknown.</summary>
    public DateOnly? BirthDate => Ledger.BirthDate ?? Case.BirthDate;

    /// <summary>Day on which the patient reaches the guardian age; none: birth date unknown.</summary>
    public DateOnly? ComesOfAge => BirthDate is { } born ? JapaneseDay.Birthday(born, Settings.GuardianAge) : null;

    /// <summary>Notices to the patient whose kind covers the processor's use, earliest delivery first.</summary>
    public IEnumerable<Notice> CoveringNotices => Ledger.Notices
        .Where(notice => !notice.ToGuardian && notice.Covers(Processor.Use))
        .OrderBy(notice => notice.Delivered);

    /// <summary>
    /// Of the covering notices those that a release can rest on: delivered before death and, of one who has come of age since,
    /// after it. One and the same notice must satisfy C2, C3, C5 and C6; its 30 days count from its own delivery.
    /// </summary>
    public IEnumerable<Notice> UsableNotices => CoveringNotices.Where(notice => PrecedesDeath(notice) && IsFreshEnough(notice));

    /// <summary>Whether the notice was delivered before the patient died (C6).</summary>
    public bool PrecedesDeath(Notice notice) => !Settings.NoticeBeforeDeath || Ledger.DiedOn is not { } died || notice.Delivered < died;

    /// <summary>Whether the patient has not come of age between the notice and today (C5).</summary>
    public bool IsFreshEnough(Notice notice)
        => !Settings.FreshNoticeAt16 || ComesOfAge is not { } day || Lived(day) < day || notice.Delivered >= day;

    /// <summary>The notice that a release rests on, for the provision record; none: there is no mature one.</summary>
    public Notice? NoticeReliedOn => UsableNotices.FirstOrDefault(notice => MaturesOn(notice) <= Today);

    /// <summary>First day on which the notice's days have passed (C3).</summary>
    public DateOnly MaturesOn(Notice notice) => notice.Delivered.AddDays(Settings.NoticeDays);

    /// <inheritdoc cref="ReleaseFacts.FirstDay"/>
    public DateOnly? FirstDay(IEnumerable<DateOnly> days, Func<CertifiedFacts, bool> holds) => FirstDay(days, now => holds(this with { Now = now }));

    // Who died young never comes of age: no fresh notice is asked of them.
    private DateOnly Lived(DateOnly comesOfAge) => Ledger.DiedOn is { } died && died < comesOfAge && died < Today ? died : Today;
}
