namespace Pipeline.Registry.Tests;

public sealed class C4NoOptOutTests
{
    private static readonly LedgerEntry Withdrawn = new(LedgerEventKind.OptOutWithdrawn, Seed.LongAgo);
    private static readonly LedgerEntry Voided = new(LedgerEventKind.NoticeVoided, Seed.LongAgo);

    public static TheoryData<string, LedgerEntry[], string?> Histories => new()
    {
        { "nothing", [], null },
        { "opted out", [Seed.OptOut()], "patient.opted-out" },
        { "opted out for a day to come", [new LedgerEntry(LedgerEventKind.OptOut, new DateOnly(2027, 1, 1))], "patient.opted-out" },
        { "opted out, taken back", [Seed.OptOut(), Withdrawn], null },
        { "opted out twice, taken back once", [Seed.OptOut(), Seed.OptOut(), Withdrawn], null },
        { "taken back, opted out again", [Seed.OptOut(), Withdrawn, Seed.OptOut()], "patient.opted-out" },
        { "opted out, then dropped from the table and listed again", [Seed.OptOut(), new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo), Seed.Listed()], "patient.opted-out" },
        { "notice voided", [Voided], "notice.voided" },
        { "notice voided, then notified again", [Voided, Seed.Notice(Seed.LongAgo)], null },
        { "notice voided, then only the guardian notified", [Voided, Seed.Notice(Seed.LongAgo, toGuardian: true)], "notice.voided" },
        { "opted out, then notified again", [Seed.OptOut(), Seed.Notice(Seed.LongAgo)], "patient.opted-out" },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void An_opt_out_holds_until_it_is_taken_back(string history, LedgerEntry[] entries, string? reason)
        => new C4NoOptOut().Check(new Facts { Ledger = [Seed.Listed(), Seed.Notice(Seed.LongAgo), .. entries] }.Certified).Why().ShouldBe(reason, history);
}
