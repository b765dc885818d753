namespace Pipeline.Registry;

/// <summary>
/// What a line adds to a ledger that already says something: nothing, where it says so already. Blank states nothing; a ○
/// without a date adds nothing to a standing statement of the same kind, so that a resend never restarts a notice's 30 days.
/// </summary>
public static class ConsentLineEntries
{
    /// <summary>The entries to append, in order.</summary>
    /// <param name="receivedOn">Day (JST) on which the table was received: the day a ○ without a date counts from.</param>
    public static IReadOnlyList<LedgerEntry> Of(ConsentLine line, LedgerState state, DateOnly receivedOn) =>
    [
        .. Listing(line, state, receivedOn),
        .. Notices(line.Notice, toGuardian: false, line, state, receivedOn),
        .. Notices(line.GuardianNotice, toGuardian: true, line, state, receivedOn),
        .. OptOut(line, state, receivedOn),
        .. Consents(line, state, receivedOn),
        .. line.DiedOn is { } died && died != state.DiedOn ? [new LedgerEntry(LedgerEventKind.Death, died)] : Array.Empty<LedgerEntry>(),
    ];

    private static IEnumerable<LedgerEntry> Listing(ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        bool statesBirth = line.BirthDate is { } born && born != state.BirthDate;
        bool statesSex = line.Sex != Sex.Unknown && line.Sex != state.Sex;
        if (!state.Listed || statesBirth || statesSex)
        {
            yield return new LedgerEntry(LedgerEventKind.Listed, receivedOn) { BirthDate = line.BirthDate, Sex = line.Sex };
        }
    }

    private static IEnumerable<LedgerEntry> Notices(ConsentCell cell, bool toGuardian, ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        Notice[] standing = [.. state.Notices.Where(notice => notice.ToGuardian == toGuardian)];
        bool isStated = Array.Exists(standing, notice => notice.Kind == line.NoticeKind && (cell.Date is null || notice.Delivered == cell.Date));
        if (cell.Mark == ConsentMark.Yes && !isStated)
        {
            yield return new LedgerEntry(LedgerEventKind.Notice, cell.Date ?? receivedOn) { NoticeKind = line.NoticeKind, ToGuardian = toGuardian };
        }
        else if (cell.Mark == ConsentMark.No && standing.Length > 0)
        {
            yield return new LedgerEntry(LedgerEventKind.NoticeVoided, receivedOn) { ToGuardian = toGuardian };
        }
    }

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

    private static IEnumerable<LedgerEntry> Consents(ConsentLine line, LedgerState state, DateOnly receivedOn)
    {
        IEnumerable<ProjectId?> named = line.Projects.Count == 0 ? [null] : line.Projects.Select(project => (ProjectId?)project);
        return line.ResearchConsent.Mark switch
        {
            ConsentMark.Yes => named
                .Where(project => !state.Consents.Any(consent => consent.ProjectId == project && (line.ResearchConsent.Date is null || consent.From == line.ResearchConsent.Date)))
                .Select(project => new LedgerEntry(LedgerEventKind.ResearchConsent, line.ResearchConsent.Date ?? receivedOn) { ProjectId = project }),
            ConsentMark.No => named
                .Where(project => project is { } id ? state.ConsentFor(id) is not null : state.Consents.Count > 0)
                .Select(project => new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, receivedOn) { ProjectId = project }),
            _ => [],
        };
    }
}
