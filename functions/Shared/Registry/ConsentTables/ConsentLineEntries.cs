namespace Pipeline.Registry;

/// <summary>
/// What a line adds to a ledger that already says something: nothing, where it says so already. Blank states nothing; a ○
/// without a date adds nothing to a standing statement of the same kind, so that a resend never restarts a notice's 30 days.
/// What the desk took back is not given again (<see cref="LedgerState.TableMayGrant"/>).
/// </summary>
public static class ConsentLineEntries
{
    /// <summary>The entries to append, in order; of a line that only forbids (<see cref="ConsentLine.OnlyForbids"/>) no listing.</summary>
    /// <param name="receivedOn">Day (JST) on which the table was received: the day a ○ without a date counts from.</param>
    public static IReadOnlyList<LedgerEntry> Of(ConsentLine line, LedgerState state, DateOnly receivedOn) =>
    [
        .. Listing(line, state, receivedOn),
        .. Notices(line.Notice, toGuardian: false, line, state, receivedOn),
        .. Notices(line.GuardianNotice, toGuardian: true, line, state, receivedOn),
        .. OptOut(line, state, receivedOn),
        .. Consents(line, state, receivedOn),
        .. Death(line, state),
    ];

    /// <summary>What the desk took back and the line still states: not followed, and told to the facility.</summary>
    public static IReadOnlyList<ConsentProblem> HeldByDesk(ConsentLine line, LedgerState state)
    {
        var held = new List<ConsentProblem>();
        void Add(bool isHeld, string column, string reason)
        {
            if (isHeld)
            {
                held.Add(new ConsentProblem(line.Line, column, reason));
            }
        }

        Add(IsVoided(line.Notice, toGuardian: false, line, state), ConsentColumns.Notice, ConsentReasons.NoticeVoidedAtDesk);
        Add(IsVoided(line.GuardianNotice, toGuardian: true, line, state), ConsentColumns.GuardianNotice, ConsentReasons.NoticeVoidedAtDesk);
        Add(line.OptOut.Mark == ConsentMark.No && state.OptedOutAtDesk, ConsentColumns.OptOut, ConsentReasons.OptOutAtDesk);
        Add(line.ResearchConsent.Mark == ConsentMark.Yes && Named(line).Any(project => IsNew(project, line, state) && !MayConsent(project, line, state)),
            ConsentColumns.ResearchConsent, ConsentReasons.WithdrawnAtDesk);
        Add(line.DiedOn is { } died && died != state.DiedOn && state.DiedAtDesk, ConsentColumns.Died, ConsentReasons.DiedAtDesk);
        return held;
    }

    private static IEnumerable<LedgerEntry> Listing(ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        bool statesBirth = line.BirthDate is { } born && born != state.BirthDate;
        bool statesSex = line.Sex != Sex.Unknown && line.Sex != state.Sex;
        if (!line.OnlyForbids && (!state.Listed || statesBirth || statesSex))
        {
            yield return new LedgerEntry(LedgerEventKind.Listed, receivedOn) { BirthDate = line.BirthDate, Sex = line.Sex };
        }
    }

    private static IEnumerable<LedgerEntry> Notices(ConsentCell cell, bool toGuardian, ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        if (cell.Mark == ConsentMark.Yes && !IsStated(cell, toGuardian, line, state) && state.TableMayGrant(LedgerEventKind.Notice, toGuardian, null, cell.Date))
        {
            yield return new LedgerEntry(LedgerEventKind.Notice, cell.Date ?? receivedOn) { NoticeKind = line.NoticeKind, ToGuardian = toGuardian };
        }
        else if (cell.Mark == ConsentMark.No && state.Notices.Any(notice => notice.ToGuardian == toGuardian))
        {
            yield return new LedgerEntry(LedgerEventKind.NoticeVoided, receivedOn) { ToGuardian = toGuardian };
        }
    }

    private static bool IsStated(ConsentCell cell, bool toGuardian, ConsentLine line, LedgerState state) => state.Notices.Any(notice =>
        notice.ToGuardian == toGuardian && notice.Kind == line.NoticeKind && (cell.Date is null || notice.Delivered == cell.Date));

    private static bool IsVoided(ConsentCell cell, bool toGuardian, ConsentLine line, LedgerState state)
        => cell.Mark == ConsentMark.Yes && !IsStated(cell, toGuardian, line, state) && !state.TableMayGrant(LedgerEventKind.Notice, toGuardian, null, cell.Date);

    private static IEnumerable<LedgerEntry> OptOut(ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        if (line.OptOut.Mark == ConsentMark.Yes && !state.OptedOut)
        {
            yield return new LedgerEntry(LedgerEventKind.OptOut, line.OptOut.Date ?? receivedOn) { By = OptOutBy.Patient };
        }
        else if (line.OptOut.Mark == ConsentMark.No && state is { OptedOut: true, OptedOutAtDesk: false })
        {
            yield return new LedgerEntry(LedgerEventKind.OptOutWithdrawn, receivedOn);
        }
    }

    private static IEnumerable<LedgerEntry> Consents(ConsentLine line, LedgerState state, DateOnly receivedOn) => line.ResearchConsent.Mark switch
    {
        ConsentMark.Yes => Named(line)
            .Where(project => IsNew(project, line, state) && MayConsent(project, line, state))
            .Select(project => new LedgerEntry(LedgerEventKind.ResearchConsent, line.ResearchConsent.Date ?? receivedOn) { ProjectId = project }),
        ConsentMark.No => Named(line)
            .Where(project => project is { } id ? state.ConsentFor(id) is not null : state.Consents.Count > 0)
            .Select(project => new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, receivedOn) { ProjectId = project }),
        _ => [],
    };

    /// <summary>The projects that the line names; a broad consent, and a withdrawal from all, name none.</summary>
    private static IEnumerable<ProjectId?> Named(ConsentLine line)
        => line.Projects.Count == 0 ? [null] : line.Projects.Select(project => (ProjectId?)project);

    private static bool IsNew(ProjectId? project, ConsentLine line, LedgerState state) => !state.Consents.Any(consent =>
        consent.ProjectId == project && (line.ResearchConsent.Date is null || consent.From == line.ResearchConsent.Date));

    private static bool MayConsent(ProjectId? project, ConsentLine line, LedgerState state)
        => state.TableMayGrant(LedgerEventKind.ResearchConsent, toGuardian: false, project, line.ResearchConsent.Date);

    private static IEnumerable<LedgerEntry> Death(ConsentLine line, LedgerState state)
    {
        // Another day of death may lift C6: of a line that only forbids the first counts.
        if (line.DiedOn is { } died && died != state.DiedOn && !state.DiedAtDesk && !(line.OnlyForbids && state.DiedOn is not null))
        {
            yield return new LedgerEntry(LedgerEventKind.Death, died);
        }
    }
}
