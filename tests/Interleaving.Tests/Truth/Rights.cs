using Pipeline.Registry;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// The rules said a second time, from the rows and from nothing of the product's: of grown-up patients, one processor for
/// anonymised use and one project.
/// </summary>
internal static class Rights
{
    private const int NoticeDays = 30;

    /// <summary>I1, I2, C1–C4, C6: may the case's named data go to the processor today?</summary>
    public static bool Certified(Facts facts, Case of)
    {
        DateOnly today = facts.Today;
        bool enrolled = facts.Facility.FilingPublished <= today && facts.Facility.Posted <= today
            && Holds(facts.Facility.EntrustedFrom, facts.Facility.EntrustedUntil, today)
            && facts.Facility.Contracts.Exists(c => Holds(c.From, c.Until, today));
        List<LedgerEvent> notices = [];
        bool forbidden = false;
        bool atDesk = false;
        bool voided = false;
        DateOnly? voidedAtDesk = null;
        DateOnly? died = null;
        foreach (LedgerEvent entry in facts.Ledger[of.PatientId].OrderBy(e => e.Sequence))
        {
            switch (entry.Kind)
            {
                case LedgerEventKind.Notice when IsOfDesk(entry) || !(entry.Effective <= voidedAtDesk):
                    notices.Add(entry);
                    voided = false;
                    voidedAtDesk = IsOfDesk(entry) ? null : voidedAtDesk;
                    break;
                case LedgerEventKind.NoticeVoided:
                    notices.Clear();
                    voided = true;
                    voidedAtDesk = IsOfDesk(entry) ? DayOf(entry) : voidedAtDesk;
                    break;
                case LedgerEventKind.OptOut:
                    forbidden = true;
                    atDesk |= IsOfDesk(entry);
                    break;
                case LedgerEventKind.OptOutWithdrawn when IsOfDesk(entry) || !atDesk:
                    forbidden = atDesk = false;
                    break;
                case LedgerEventKind.Death:
                    died = entry.Effective;
                    break;
                default:
                    break;
            }
        }

        bool notified = notices.Exists(n => n.NoticeKind is NoticeKind.Both or NoticeKind.Anonymised
            && n.Effective.AddDays(NoticeDays) <= today && (died is null || n.Effective < died));
        return Known(facts, of) && enrolled && notified && !forbidden && !voided;
    }

    /// <summary>I1, I2, R1–R2: may an anonymised copy of the case go to the project today?</summary>
    public static bool Research(Facts facts, Case of)
    {
        DateOnly today = facts.Today;
        List<LedgerEvent> consents = [];
        List<LedgerEvent> atDesk = [];
        bool left = false;
        foreach (LedgerEvent entry in facts.Ledger[of.PatientId].OrderBy(e => e.Sequence))
        {
            if (entry.Kind == LedgerEventKind.ResearchConsent && (IsOfDesk(entry) || !atDesk.Exists(w => Reaches(w, entry) && entry.Effective <= DayOf(w))))
            {
                atDesk.RemoveAll(w => IsOfDesk(entry) && w.ProjectId == entry.ProjectId);
                consents.Add(entry);
                left &= entry.ProjectId is null;
            }
            else if (entry.Kind == LedgerEventKind.ResearchConsentWithdrawn)
            {
                consents.RemoveAll(c => entry.ProjectId is null || c.ProjectId == entry.ProjectId);
                left |= entry.ProjectId is not null;
                atDesk.AddRange(IsOfDesk(entry) ? [entry] : []);
            }
        }

        bool consented = consents.Exists(c => c.Effective <= today && (c.ProjectId is not null || !left));
        bool approved = facts.Project.ApprovalNumber is not null && Holds(facts.Project.ApprovedFrom, facts.Project.ApprovedUntil, today)
            && facts.Facility.Participations.Exists(p => Holds(p.From, p.Until, today));
        return Known(facts, of) && consented && approved;
    }

    /// <summary>The facility's ledger has the patient, and the study is of the same person.</summary>
    private static bool Known(Facts facts, Case of)
    {
        List<LedgerEvent> listings = [.. facts.Ledger[of.PatientId].Where(e => e.Kind is LedgerEventKind.Listed or LedgerEventKind.IdentityCorrected).OrderBy(e => e.Sequence)];
        DateOnly? born = listings.LastOrDefault(e => e.BirthDate is not null)?.BirthDate;
        LedgerEvent? sex = listings.LastOrDefault(e => e.Sex != Sex.Unknown);
        return listings.Exists(e => e.Kind == LedgerEventKind.Listed) && of.IdentityDoubt is null && born == of.BirthDate && (sex is null || sex.Sex == of.Sex);
    }

    private static bool IsOfDesk(LedgerEvent entry) => entry.Operator is not null;

    /// <summary>The day up to which no table gives again what the desk took back.</summary>
    private static DateOnly DayOf(LedgerEvent entry)
    {
        var recorded = DateOnly.FromDateTime(entry.Recorded.ToOffset(TimeSpan.FromHours(9)).DateTime);
        return entry.Effective > recorded ? entry.Effective : recorded;
    }

    private static bool Reaches(LedgerEvent withdrawal, LedgerEvent consent) => withdrawal.ProjectId is null || withdrawal.ProjectId == consent.ProjectId;

    private static bool Holds(DateOnly? from, DateOnly? until, DateOnly today) => from <= today && !(until < today);
}
