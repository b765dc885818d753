namespace Pipeline.Registry.Tests;

public sealed class ReleaseRulesTests
{
    private static readonly DateOnly LongAgo = Seed.LongAgo;

    /// <summary>Each breaks one rule of the certified track and no other.</summary>
    private static readonly (string Rule, Func<Facts, Facts> Break)[] Breaks =
    [
        ("I1", facts => facts with { Ledger = [.. facts.Ledger.Where(entry => entry.Kind != LedgerEventKind.Listed)] }),
        ("I2", facts => facts with { Case = Doubted() }),
        ("C1", facts => facts with { Facility = new Facility { Id = Seed.Alpha, Name = "α病院", NameEnglish = "Alpha Hospital" } }),
        ("C3", facts => facts with { Settings = new ReleaseSettings { NoticeDays = 100, ReleaseAfterDeath = facts.Settings.ReleaseAfterDeath } }),
        ("C4", facts => facts with { Ledger = [.. facts.Ledger, Seed.OptOut()] }),
        ("C6", facts => facts with
        {
            Ledger = [.. facts.Ledger, new LedgerEntry(LedgerEventKind.Death, new DateOnly(2026, 5, 1))],
            Settings = new ReleaseSettings { NoticeDays = facts.Settings.NoticeDays, ReleaseAfterDeath = false },
        }),
        ("O1", facts => facts with { IsAskedFor = false }),
    ];

    /// <summary>Each breaks one rule of the research track and no other.</summary>
    private static readonly (string Rule, Func<Facts, Facts> Break)[] ResearchBreaks =
    [
        ("I1", facts => facts with { Ledger = [.. facts.Ledger.Where(entry => entry.Kind != LedgerEventKind.Listed)] }),
        ("I2", facts => facts with { Case = Doubted() }),
        ("R1", facts => facts with { Ledger = [.. facts.Ledger.Where(entry => entry.Kind != LedgerEventKind.ResearchConsent)] }),
        ("R2", facts => facts with { Facility = new Facility { Id = Seed.Alpha, Name = "α病院", NameEnglish = "Alpha Hospital" } }),
        ("R3", facts => facts with { Project = HeartProject() }),
    ];

    [Fact]
    public void Where_every_rule_holds_nothing_blocks()
    {
        Facts.Line(ReleaseRules.Certified(new Facts().Certified)).ShouldBe("-");
        Facts.Line(ReleaseRules.Research(new Facts().Research)).ShouldBe("-");
    }

    [Fact]
    public void All_pairs_of_broken_rules_are_both_told_in_order()
    {
        foreach ((string first, Func<Facts, Facts> breakFirst) in Breaks)
        {
            foreach ((string second, Func<Facts, Facts> breakSecond) in Breaks)
            {
                string[] expected = [.. ReleaseRules.OfCertified.Select(rule => rule.Id).Where(id => id == first || id == second)];
                ReleaseRules.Certified(breakSecond(breakFirst(new Facts())).Certified).Select(rule => rule.Rule).ShouldBe(expected);
            }
        }
    }

    [Fact]
    public void All_pairs_of_broken_rules_of_research_are_both_told_in_order()
    {
        foreach ((string first, Func<Facts, Facts> breakFirst) in ResearchBreaks)
        {
            foreach ((string second, Func<Facts, Facts> breakSecond) in ResearchBreaks)
            {
                string[] expected = [.. ReleaseRules.OfResearch.Select(rule => rule.Id).Where(id => id == first || id == second)];
                ReleaseRules.Research(breakSecond(breakFirst(new Facts())).Research).Select(rule => rule.Rule).ShouldBe(expected);
            }
        }
    }

    /// <summary>Without a covering notice C3 has nothing to look at; the others are told beside C2. A child's missing guardian is told beside all.</summary>
    [Fact]
    public void C2_and_C5_are_told_beside_each_other_rule()
    {
        foreach ((string other, Func<Facts, Facts> spoil) in Breaks)
        {
            Facts unnotified = spoil(new Facts());
            unnotified = unnotified with { Ledger = [.. unnotified.Ledger.Where(entry => entry.Kind != LedgerEventKind.Notice)] };
            string[] expected = [.. ReleaseRules.OfCertified.Select(rule => rule.Id).Where(id => id == "C2" || (id == other && id != "C3"))];
            ReleaseRules.Certified(unnotified.Certified).Select(rule => rule.Rule).ShouldBe(expected, other);

            var child = new Facts { Settings = new ReleaseSettings { GuardianAge = 99, FreshNoticeAt16 = false } };
            Facts spoilt = spoil(child);
            spoilt = spoilt with
            {
                Settings = new ReleaseSettings { GuardianAge = 99, FreshNoticeAt16 = false, NoticeDays = spoilt.Settings.NoticeDays, ReleaseAfterDeath = spoilt.Settings.ReleaseAfterDeath },
            };
            ReleaseRules.Certified(spoilt.Certified).Select(rule => rule.Rule)
                .ShouldBe(ReleaseRules.OfCertified.Select(rule => rule.Id).Where(id => id == "C5" || id == other), other);
        }
    }

    public static TheoryData<string, LedgerEntry[], string, string> Deck => new()
    {
        { "A", [Seed.Listed(), Seed.Notice(LongAgo), Seed.OptOut(), Seed.Consent()], "C4", "-" },
        { "B", [Seed.Listed(), Seed.Notice(LongAgo)], "-", "R1" },
        { "C", [Seed.Listed(), Seed.Notice(LongAgo), Seed.Consent()], "-", "-" },
        { "D", [], "I1 C2", "I1 R1" },
    };

    [Theory]
    [MemberData(nameof(Deck))]
    public void The_decks_patients_come_out_as_the_deck_says(string patient, LedgerEntry[] ledger, string certified, string research)
    {
        var facts = new Facts { Ledger = ledger };
        Facts.Line(ReleaseRules.Certified(facts.Certified)).ShouldBe(certified, patient);
        Facts.Line(ReleaseRules.Research(facts.Research)).ShouldBe(research, patient);
    }

    /// <summary>Thousands of ledgers and days: whatever is allowed rests on one notice that satisfies every rule by itself.</summary>
    [Fact]
    public void Whatever_is_allowed_rests_on_one_notice()
    {
        var random = new Random(20260601);
        int allowed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            DateOnly Day() => new DateOnly(2025, 1, 1).AddDays(random.Next(700));
            DateOnly born = new DateOnly(2009, 1, 1).AddDays(random.Next(900));
            List<LedgerEntry> ledger = [new LedgerEntry(LedgerEventKind.Listed, LongAgo) { BirthDate = random.Next(9) == 0 ? null : born }];
            for (int n = random.Next(4); n > 0; n--)
            {
                ledger.Add(Seed.Notice(Day(), (NoticeKind)random.Next(1, 4), random.Next(2) == 0));
            }

            if (random.Next(3) == 0)
            {
                ledger.Add(new LedgerEntry(LedgerEventKind.Death, Day()));
            }

            Case study = Seed.Case(Guid.Empty);
            study.BirthDate = ledger[0].BirthDate;
            CertifiedFacts facts = new Facts { Case = study, Ledger = ledger, Now = JapaneseDay.StartOf(Day()) }.Certified;
            facts = facts with { Facility = Enrolled2025(), Contracts = Enrolled2025().Contracts };
            if (ReleaseRules.Certified(facts).Count == 0)
            {
                allowed++;
                Notice relied = facts.NoticeReliedOn.ShouldNotBeNull();
                relied.Delivered.AddDays(30).ShouldBeLessThanOrEqualTo(facts.Today);
                relied.ToGuardian.ShouldBeFalse();
            }
        }

        allowed.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("2026-05-20", "2026-06-19")] // the notice matures
    [InlineData("2026-04-01", "2026-07-01")] // the contract has ended
    public void The_calendar_knows_the_next_day_on_which_something_changes(string notice, string review)
    {
        Facility facility = Seed.Facility(Seed.Alpha);
        facility.Contracts[0].Until = new DateOnly(2026, 6, 30);
        ReleaseCalendar.ReviewOn(new Facts { Facility = facility, Ledger = [Seed.Listed(), Seed.Notice(Facts.Day(notice))] }.Certified)
            .ShouldBe(Facts.Day(review));
    }

    [Fact]
    public void The_calendar_knows_the_16th_birthday()
    {
        LedgerEntry listed = new(LedgerEventKind.Listed, LongAgo) { BirthDate = new DateOnly(2010, 8, 9) };
        ReleaseCalendar.ReviewOn(new Facts { Ledger = [listed, Seed.Notice(LongAgo)] }.Certified).ShouldBe(new DateOnly(2026, 8, 9));
    }

    [Fact]
    public void The_calendar_knows_the_end_of_an_approval()
    {
        Project project = Seed.LiverProject();
        project.ApprovedUntil = new DateOnly(2026, 6, 1);
        ReleaseCalendar.ReviewOn(new Facts { Project = project }.Research).ShouldBe(new DateOnly(2026, 6, 2));
    }

    private static Facility Enrolled2025()
    {
        var first = new DateOnly(2025, 1, 1);
        var facility = new Facility { Id = Seed.Alpha, Name = "α病院", NameEnglish = "Alpha Hospital", FilingPublished = first, Posted = first, EntrustedFrom = first };
        facility.Contracts.Add(new ProcessorContract { FacilityId = Seed.Alpha, ProcessorId = Seed.Processor, From = first });
        return facility;
    }

    private static Project HeartProject()
    {
        Project project = Seed.LiverProject();
        project.Domains.Add("heart");
        return project;
    }

    private static Case Doubted()
    {
        Case study = Seed.Case(Guid.Empty);
        study.IdentityDoubt = "study.patient-mismatch";
        return study;
    }
}
