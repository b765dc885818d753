namespace Pipeline.Registry.Tests.Notices;

/// <summary>Noon in Japan on 1 June 2026.</summary>
public sealed class NoticeNeedsTests
{
    private static readonly LedgerEntry Young = Seed.Listed() with { BirthDate = new DateOnly(2012, 1, 1) };
    private static readonly LedgerEntry Unborn = Seed.Listed() with { BirthDate = null };
    private static readonly LedgerEntry Sixteen = Seed.Listed() with { BirthDate = new DateOnly(2010, 5, 1) };

    public static TheoryData<string, LedgerEntry[], CertifiedUse[], string> Cases
    {
        get
        {
            CertifiedUse[] anonymised = [CertifiedUse.Anonymised];
            CertifiedUse[] both = [CertifiedUse.Anonymised, CertifiedUse.Pseudonymised];
            LedgerEntry guardian = Seed.Notice(Seed.LongAgo, toGuardian: true);
            return new TheoryData<string, LedgerEntry[], CertifiedUse[], string>
            {
                { "never notified", [Seed.Listed()], anonymised, "Anonymised patient notice.missing" },
                { "never notified, two processors", [Seed.Listed()], both, "Both patient notice.missing" },
                { "notified of one use of two", [Seed.Listed(), Seed.Notice(Seed.LongAgo, NoticeKind.Anonymised)], both, "Pseudonymised patient notice.other-use" },
                { "notified", [Seed.Listed(), Seed.Notice(Seed.LongAgo)], both, "-" },
                { "notified yesterday", [Seed.Listed(), Seed.Notice(new DateOnly(2026, 5, 31))], both, "-" },
                { "a letter under way", [Seed.Listed(), Seed.Notice(new DateOnly(2026, 6, 5))], both, "-" },
                { "a letter under way to a child", [Young, Seed.Notice(new DateOnly(2026, 6, 5)), guardian with { Effective = new DateOnly(2026, 6, 5) }], both, "-" },
                { "opted out", [Seed.Listed(), Seed.OptOut()], anonymised, "-" },
                { "dead", [Seed.Listed(), new(LedgerEventKind.Death, Seed.LongAgo)], anonymised, "-" },
                { "in no table", [], anonymised, "Anonymised patient visit patient.not-listed" },
                { "no birth date", [Unborn], anonymised, "Anonymised patient visit notice.missing" },
                { "notified, no birth date", [Unborn, Seed.Notice(Seed.LongAgo)], anonymised, "-" },
                { "a child never notified", [Young], anonymised, "Anonymised patient+guardian notice.missing" },
                { "a child without its guardian", [Young, Seed.Notice(Seed.LongAgo)], anonymised, "Anonymised patient+guardian notice.guardian-missing" },
                { "a child notified", [Young, Seed.Notice(Seed.LongAgo), guardian], anonymised, "-" },
                { "sixteen since", [Sixteen, Seed.Notice(Seed.LongAgo), guardian], anonymised, "Anonymised patient notice.fresh-needed" },
                { "a letter came back", [Seed.Listed(), Seed.Notice(Seed.LongAgo), new(LedgerEventKind.NoticeVoided, Seed.LongAgo)], anonymised, "Anonymised patient notice.missing" },
                { "no processor", [Seed.Listed()], [], "-" },
            };
        }
    }

    /// <summary>Those whom no other rule blocks.</summary>
    public static IEnumerable<TheoryDataRow<string, LedgerEntry[], CertifiedUse[], string>> CasesOfNotices
        => Cases.Where(row => row.Data.Item3.Length > 0 && Facts.State(row.Data.Item2) is { OptedOut: false, DiedOn: null, BirthDate: not null });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Who_is_to_be_notified_of_what(string why, LedgerEntry[] ledger, CertifiedUse[] uses, string expected)
    {
        NoticeNeed? need = Needs(uses).Of(Facts.State(ledger));

        string said = need is null ? "-" : $"{need.Kind} patient{(need.AlsoToGuardian ? "+guardian" : "")}{(need.CanBePosted ? "" : " visit")} {need.Reason}";
        said.ShouldBe(expected, why);
    }

    /// <summary>The list and the rules agree: whoever of the listed, living and not opted out is not on it is blocked by no rule of notices once the days have passed.</summary>
    [Theory]
    [MemberData(nameof(CasesOfNotices))]
    public void Who_is_not_on_the_list_is_stopped_by_no_rule_of_notices(string why, LedgerEntry[] ledger, CertifiedUse[] uses, string expected)
    {
        var later = new Facts { Ledger = ledger, Now = new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.FromHours(9)) };
        string[] blocked = [.. uses.SelectMany(use => ReleaseRules.Certified((later with { Processor = Seed.CertifiedProcessor(use) }).Certified)).Select(rule => rule.Rule).Intersect(["C2", "C3", "C5"])];

        (blocked.Length > 0).ShouldBe(expected != "-", why);
    }

    private static NoticeNeeds Needs(CertifiedUse[] uses)
        => new(Seed.Facility(Seed.Alpha), [.. uses.Select(Seed.CertifiedProcessor)], new ReleaseSettings(), new Facts().Now);
}
