namespace Pipeline.Registry.Tests;

public sealed class LedgerStateTests
{
    [Fact]
    public void What_did_we_know_at_T()
    {
        DateTimeOffset first = Facts.Japan("2026-04-01T09:00:00");
        IReadOnlyList<LedgerEvent> events = Facts.Events(
            [Seed.Listed(), Seed.Notice(new DateOnly(2026, 3, 1)), Seed.OptOut(), new LedgerEntry(LedgerEventKind.OptOutWithdrawn, Seed.LongAgo)],
            i => first.AddDays(i));

        LedgerState.Of(events, first.AddTicks(-1)).ShouldBeEquivalentTo(new LedgerState());
        LedgerState.Of(events, first).Listed.ShouldBeTrue();
        LedgerState.Of(events, first).Notices.ShouldBeEmpty();
        LedgerState.Of(events, first.AddDays(1)).Notices[0].Delivered.ShouldBe(new DateOnly(2026, 3, 1));
        LedgerState.Of(events, first.AddDays(2).AddTicks(-1)).OptedOut.ShouldBeFalse();
        LedgerState.Of(events, first.AddDays(2)).OptedOut.ShouldBeTrue();
        LedgerState.Of(events, first.AddDays(3)).OptedOut.ShouldBeFalse();
    }

    /// <summary>A whole year's entries, asked at every instant between them: what is known is what was recorded by then, whatever day it names.</summary>
    [Fact]
    public void Every_past_state_can_be_asked_for_and_later_entries_do_not_change_it()
    {
        DateTimeOffset first = Facts.Japan("2026-01-01T09:00:00");
        IReadOnlyList<LedgerEntry> entries =
        [
            Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent(), Seed.OptOut(), new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo) { Operator = "desk" },
            Seed.Consent(), new LedgerEntry(LedgerEventKind.OptOutWithdrawn, Seed.LongAgo), new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo), Seed.Listed(),
            new LedgerEntry(LedgerEventKind.Death, Seed.LongAgo), Seed.Consent(Seed.Liver) with { Operator = "desk" },
        ];
        IReadOnlyList<LedgerEvent> events = Facts.Events(entries, i => first.AddDays(30 * i));
        for (int known = 0; known <= entries.Count; known++)
        {
            LedgerState expected = LedgerState.Of(events.Take(known), DateTimeOffset.MaxValue);
            LedgerState.Of(events.Reverse(), first.AddDays(30 * known).AddTicks(-1)).ShouldBeEquivalentTo(expected);
        }
    }

    [Fact]
    public void Entries_count_in_the_order_they_were_recorded_in_whatever_order_they_are_read_in()
        => LedgerState.Of(Facts.Events([Seed.OptOut(), new LedgerEntry(LedgerEventKind.OptOutWithdrawn, Seed.LongAgo), Seed.OptOut()]).Reverse(), DateTimeOffset.MaxValue)
            .OptedOut.ShouldBeTrue();

    [Fact]
    public void A_correction_replaces_what_it_states_and_nothing_else()
    {
        LedgerState state = Facts.State([Seed.Listed(), new LedgerEntry(LedgerEventKind.IdentityCorrected, Seed.LongAgo) { BirthDate = new DateOnly(1961, 1, 1) }]);
        state.BirthDate.ShouldBe(new DateOnly(1961, 1, 1));
        state.Sex.ShouldBe(Sex.Male);
    }

    [Fact]
    public void Dropped_from_the_table_a_patient_is_unknown_again_but_what_forbids_stays()
    {
        LedgerState state = Facts.State(
        [
            Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent(), Seed.OptOut(), new LedgerEntry(LedgerEventKind.Death, Seed.LongAgo),
            new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo) { ProjectId = Seed.Liver },
            new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo),
        ]);
        state.Listed.ShouldBeFalse();
        state.BirthDate.ShouldBeNull();
        state.Notices.ShouldBeEmpty();
        state.Consents.ShouldBeEmpty();
        state.OptedOut.ShouldBeTrue();
        state.DiedOn.ShouldBe(Seed.LongAgo);
        state.WithdrawnProjects.ShouldBe([Seed.Liver]);
    }

    [Fact]
    public void A_notice_whose_kind_is_not_stated_covers_the_least()
        => Facts.State([new LedgerEntry(LedgerEventKind.Notice, Seed.LongAgo)]).Notices[0].Kind.ShouldBe(NoticeKind.Anonymised);

    [Fact]
    public void Voiding_the_guardians_notice_leaves_the_patients()
        => Facts.State([Seed.Notice(Seed.LongAgo), Seed.Notice(Seed.LongAgo, toGuardian: true), new LedgerEntry(LedgerEventKind.NoticeVoided, Seed.LongAgo) { ToGuardian = true }])
            .Notices.ShouldHaveSingleItem().ToGuardian.ShouldBeFalse();

    [Fact]
    public void An_entry_of_unknown_kind_is_never_passed_over()
        => Should.Throw<InvalidOperationException>(() => Facts.State([new LedgerEntry((LedgerEventKind)99, Seed.LongAgo)]));

    [Fact]
    public void Only_the_desk_takes_back_what_the_desk_recorded()
    {
        LedgerEntry atDesk = Seed.OptOut() with { Operator = "operator" };
        Facts.State([atDesk, Seed.OptOut()]).OptedOutAtDesk.ShouldBeTrue();
        Facts.State([Seed.OptOut()]).OptedOutAtDesk.ShouldBeFalse();
        LedgerEntry takenBack = new(LedgerEventKind.OptOutWithdrawn, Seed.LongAgo);
        Facts.State([atDesk, takenBack]).OptedOut.ShouldBeTrue();
        Facts.State([atDesk, takenBack with { Operator = "operator" }, Seed.OptOut()]).OptedOutAtDesk.ShouldBeFalse();
    }
}
