namespace Pipeline.Registry.Tests;

/// <summary>A late consent table must not give again what the desk took back.</summary>
public sealed class DeskTakeBackTests
{
    private static readonly DateTimeOffset Noon = Facts.Japan("2026-05-01T12:00:00");

    /// <summary>What the desk takes back (its day, the day it recorded it), the day a table states, whether it counts.</summary>
    public static TheoryData<int, int, int, bool> Days => new()
    {
        { 10, 10, 9, false },
        { 10, 10, 10, false },
        { 10, 10, 11, true },
        { 10, 12, 10, false },
        { 10, 12, 11, false }, // dated after the day the withdrawal names, but before anybody knew of it
        { 10, 12, 12, false },
        { 10, 12, 13, true },
        { 14, 12, 13, false }, // a withdrawal for a day to come
        { 14, 12, 14, false },
        { 14, 12, 15, true },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void A_table_counts_only_where_it_states_a_day_after_in_whatever_order_they_are_recorded(int takenOn, int recorded, int stated, bool counts)
    {
        foreach ((LedgerEventKind takes, LedgerEventKind gives) in new[]
        {
            (LedgerEventKind.ResearchConsentWithdrawn, LedgerEventKind.ResearchConsent), (LedgerEventKind.NoticeVoided, LedgerEventKind.Notice),
        })
        {
            var desk = new Recorded(new LedgerEntry(takes, Day(takenOn)) { Operator = "desk" }, Noon.AddDays(recorded - 1));
            var table = new LedgerEntry(gives, Day(stated)) { NoticeKind = NoticeKind.Both };

            // A table never states a day to come: one recorded before the desk's entry states no day after it.
            DateTimeOffset[] before = stated <= recorded ? [desk.At.AddMinutes(-1), Noon.AddDays(stated - 1).AddHours(-6)] : [];
            DateTimeOffset[] after = [desk.At.AddMinutes(1) < Noon.AddDays(stated - 1) ? Noon.AddDays(stated - 1) : desk.At.AddMinutes(1), Noon.AddDays(40)];
            foreach (DateTimeOffset at in before.Concat(after))
            {
                LedgerState state = State(desk, new Recorded(table, at));
                (gives == LedgerEventKind.Notice ? state.Notices.Count : state.Consents.Count).ShouldBe(counts ? 1 : 0, $"{gives} recorded {at}");
            }
        }
    }

    /// <summary>All orders of one day's entries: no consent stands that the desk took back, whichever was recorded first.</summary>
    [Fact]
    public void On_one_day_the_desks_withdrawal_wins_in_every_order()
    {
        LedgerEntry[] entries =
        [
            Seed.Listed(), Consent(10), Consent(9), new(LedgerEventKind.ResearchConsentWithdrawn, Day(10)) { Operator = "desk" }, Seed.OptOut() with { Operator = "desk" },
            new(LedgerEventKind.OptOutWithdrawn, Day(10)),
        ];
        int orders = 0;
        foreach (LedgerEntry[] order in Permutations(entries))
        {
            orders++;
            LedgerState state = State([.. order.Select((entry, i) => new Recorded(entry, Noon.AddDays(9).AddMinutes(i)))]);
            state.Consents.ShouldBeEmpty();
            state.OptedOut.ShouldBeTrue();
            state.OptedOutAtDesk.ShouldBeTrue();
        }

        orders.ShouldBe(720);
    }

    [Fact]
    public void The_desk_itself_gives_again_what_it_took_back_whatever_day_it_names()
    {
        LedgerEntry taken = new(LedgerEventKind.ResearchConsentWithdrawn, Day(10)) { Operator = "desk" };
        Facts.State([taken, Consent(5) with { Operator = "desk" }]).Consents.Count.ShouldBe(1);
        Facts.State([taken, Consent(5) with { Operator = "desk" }]).TakenBackAtDesk.ShouldBeEmpty();
        LedgerEntry voided = new(LedgerEventKind.NoticeVoided, Day(10)) { Operator = "desk" };
        Facts.State([voided, Seed.Notice(Day(5)) with { Operator = "desk" }]).NoticeVoided.ShouldBeFalse();
        Facts.State([voided, Seed.Notice(Day(5))]).NoticeVoided.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "liver", false)] // all was withdrawn: no project by name either
    [InlineData("liver", "liver", false)]
    [InlineData("liver", null, true)] // the broad consent stands, and does not reach the project
    [InlineData("heart", "liver", true)]
    public void A_withdrawal_holds_for_what_it_names(string? withdrawn, string? stated, bool counts)
    {
        LedgerState state = Facts.State(
        [
            new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Day(10)) { ProjectId = Project(withdrawn), Operator = "desk" },
            Consent(9) with { ProjectId = Project(stated) },
        ]);
        (state.Consents.Count == 1).ShouldBe(counts);
        (state.ConsentFor(Seed.Liver) is not null).ShouldBe(counts && withdrawn != "liver");
    }

    [Fact]
    public void Being_dropped_and_listed_again_lifts_nothing_the_desk_took_back()
    {
        LedgerState state = Facts.State(
        [
            Seed.Listed(), new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Day(10)) { Operator = "desk" }, new LedgerEntry(LedgerEventKind.NoticeVoided, Day(10)) { Operator = "desk" },
            Seed.OptOut() with { Operator = "desk" }, new LedgerEntry(LedgerEventKind.Death, Day(3)) { Operator = "desk" }, new LedgerEntry(LedgerEventKind.Unlisted, Day(11)),
            Seed.Listed(), Consent(10), Seed.Notice(Day(10)), new LedgerEntry(LedgerEventKind.OptOutWithdrawn, Day(12)), new LedgerEntry(LedgerEventKind.Death, Day(12)),
        ]);
        (state.Consents.Count, state.Notices.Count, state.OptedOut, state.NoticeVoided, state.DiedOn).ShouldBe((0, 0, true, true, Day(3)));
    }

    private static LedgerEntry Consent(int day) => new(LedgerEventKind.ResearchConsent, Day(day));

    private static ProjectId? Project(string? text) => text is null ? null : new ProjectId(text);

    private static DateOnly Day(int day) => new(2026, 5, day);

    /// <summary>The state of entries in the order of their recording.</summary>
    private static LedgerState State(params IEnumerable<Recorded> entries)
    {
        Recorded[] ordered = [.. entries.OrderBy(entry => entry.At)];
        return LedgerState.Of(Facts.Events([.. ordered.Select(entry => entry.Entry)], i => ordered[i].At), DateTimeOffset.MaxValue);
    }

    private static IEnumerable<LedgerEntry[]> Permutations(LedgerEntry[] entries) => entries.Length == 0
        ? [[]]
        : entries.SelectMany((first, i) => Permutations([.. entries[..i], .. entries[(i + 1)..]]).Select(rest => (LedgerEntry[])[first, .. rest]));

    private sealed record Recorded(LedgerEntry Entry, DateTimeOffset At);
}
