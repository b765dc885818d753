namespace Pipeline.Registry.Tests;

public sealed class ConsentLineEntriesTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly ConsentCell Yes = new(ConsentMark.Yes);
    private static readonly ConsentCell No = new(ConsentMark.No);
    private static readonly ConsentLine Blank = new() { Line = 2, FacilityPatientId = "P1" };

    public static TheoryData<string, LedgerEntry[], ConsentLine, LedgerEventKind[]> Lines => new()
    {
        { "a new patient is listed", [], Blank, [LedgerEventKind.Listed] },
        { "a known one is not listed again", [Seed.Listed()], Blank, [] },
        { "another birth date is a statement", [Seed.Listed()], Blank with { BirthDate = new DateOnly(1961, 1, 1) }, [LedgerEventKind.Listed] },
        { "an undated ○ does not restart a notice", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { Notice = Yes }, [] },
        { "the same date is no new notice", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { Notice = Yes with { Date = Seed.LongAgo } }, [] },
        { "another date is", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { Notice = Yes with { Date = Today } }, [LedgerEventKind.Notice] },
        { "another kind is", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { Notice = Yes, NoticeKind = NoticeKind.Anonymised }, [LedgerEventKind.Notice] },
        { "the guardian's notice is its own", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { GuardianNotice = Yes }, [LedgerEventKind.Notice] },
        { "× voids a notice", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], Blank with { Notice = No }, [LedgerEventKind.NoticeVoided] },
        { "× without a notice voids nothing", [Seed.Listed()], Blank with { Notice = No }, [] },
        { "an opt-out", [Seed.Listed()], Blank with { OptOut = Yes }, [LedgerEventKind.OptOut] },
        { "an opt-out once", [Seed.Listed(), Seed.OptOut()], Blank with { OptOut = Yes }, [] },
        { "blank does not take an opt-out back", [Seed.Listed(), Seed.OptOut()], Blank, [] },
        { "× does", [Seed.Listed(), Seed.OptOut()], Blank with { OptOut = No }, [LedgerEventKind.OptOutWithdrawn] },
        { "× does not reach the desk's", [Seed.Listed(), Seed.OptOut() with { Operator = "operator" }], Blank with { OptOut = No }, [] },
        { "a broad consent", [Seed.Listed()], Blank with { ResearchConsent = Yes }, [LedgerEventKind.ResearchConsent] },
        { "a broad consent once", [Seed.Listed(), Seed.Consent()], Blank with { ResearchConsent = Yes }, [] },
        { "a consent by name beside a broad one", [Seed.Listed(), Seed.Consent()], Blank with { ResearchConsent = Yes, Projects = [Seed.Liver] }, [LedgerEventKind.ResearchConsent] },
        { "blank does not withdraw", [Seed.Listed(), Seed.Consent()], Blank, [] },
        { "× withdraws", [Seed.Listed(), Seed.Consent()], Blank with { ResearchConsent = No }, [LedgerEventKind.ResearchConsentWithdrawn] },
        { "× withdraws one project from a broad consent", [Seed.Listed(), Seed.Consent()], Blank with { ResearchConsent = No, Projects = [Seed.Liver] }, [LedgerEventKind.ResearchConsentWithdrawn] },
        { "× without a consent withdraws nothing", [Seed.Listed()], Blank with { ResearchConsent = No }, [] },
        { "no consent again that the desk took back", [Seed.Listed(), Seed.Consent(), AtDesk(LedgerEventKind.ResearchConsentWithdrawn)], Blank with { ResearchConsent = Yes }, [] },
        { "nor one dated on that day", [Seed.Listed(), AtDesk(LedgerEventKind.ResearchConsentWithdrawn)], Blank with { ResearchConsent = Yes with { Date = Seed.LongAgo } }, [] },
        { "one dated the day after", [Seed.Listed(), AtDesk(LedgerEventKind.ResearchConsentWithdrawn)], Blank with { ResearchConsent = Yes with { Date = Seed.LongAgo.AddDays(1) } }, [LedgerEventKind.ResearchConsent] },
        { "nor one by name after all was taken back", [Seed.Listed(), AtDesk(LedgerEventKind.ResearchConsentWithdrawn)], Blank with { ResearchConsent = Yes, Projects = [Seed.Liver] }, [] },
        { "no notice again that the desk found void", [Seed.Listed(), AtDesk(LedgerEventKind.NoticeVoided)], Blank with { Notice = Yes with { Date = Seed.LongAgo } }, [] },
        { "a later one", [Seed.Listed(), AtDesk(LedgerEventKind.NoticeVoided)], Blank with { Notice = Yes with { Date = Today } }, [LedgerEventKind.Notice] },
        { "no other day of death than the desk's", [Seed.Listed(), AtDesk(LedgerEventKind.Death)], Blank with { DiedOn = Today }, [] },
        { "a consent again that a table took back", [Seed.Listed(), new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo)], Blank with { ResearchConsent = Yes }, [LedgerEventKind.ResearchConsent] },
        { "a line that only forbids lists nobody", [], (Blank with { OptOut = Yes, Notice = Yes }).Forbidding()!, [LedgerEventKind.OptOut] },
        { "a death once", [Seed.Listed(), new LedgerEntry(LedgerEventKind.Death, Seed.LongAgo)], Blank with { DiedOn = Seed.LongAgo }, [] },
    };

    [Theory]
    [InlineData(LedgerEventKind.ResearchConsentWithdrawn, "research_consent", "consents.withdrawn-at-desk")]
    [InlineData(LedgerEventKind.NoticeVoided, "notice", "consents.notice-voided-at-desk")]
    [InlineData(LedgerEventKind.OptOut, "opt_out", "consents.opt-out-at-desk")]
    [InlineData(LedgerEventKind.Death, "died", "consents.died-at-desk")]
    public void What_the_desk_holds_is_told_by_line_and_column(LedgerEventKind kind, string column, string reason)
    {
        ConsentLine line = Blank with { ResearchConsent = Yes, Notice = Yes, OptOut = No, DiedOn = Today };
        ConsentLineEntries.HeldByDesk(line, Facts.State([Seed.Listed(), AtDesk(kind)])).ShouldBe([new ConsentProblem(2, column, reason)]);
        ConsentLineEntries.HeldByDesk(Blank, Facts.State([Seed.Listed(), AtDesk(kind)])).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_adds_what_the_ledger_does_not_say_yet(string name, LedgerEntry[] ledger, ConsentLine line, LedgerEventKind[] added)
    {
        IReadOnlyList<LedgerEntry> entries = ConsentLineEntries.Of(line, Facts.State(ledger), Today);
        entries.Select(entry => entry.Kind).ShouldBe(added, name);
        ConsentLineEntries.Of(line, Facts.State([.. ledger, .. entries]), Today.AddDays(1)).ShouldBeEmpty("a resend is harmless");
    }

    private static LedgerEntry AtDesk(LedgerEventKind kind) => new(kind, Seed.LongAgo) { Operator = "desk" };

    [Fact]
    public void A_mark_without_a_date_counts_from_the_day_received()
        => ConsentLineEntries.Of(Blank with { Notice = Yes }, Facts.State([Seed.Listed()]), Today).ShouldHaveSingleItem().Effective.ShouldBe(Today);
}
