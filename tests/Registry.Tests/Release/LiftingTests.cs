namespace Pipeline.Registry.Tests;

/// <summary>The day a rule says it lifts on, and the day the calendar has a case reviewed on, held against asking the rules day by day.</summary>
public sealed class LiftingTests
{
    private const int Days = 130; // no date lies further ahead than 45 days, and a notice matures in 30

    private static readonly DateOnly Today = new(2026, 6, 1);

    [Fact]
    public void Each_rule_lifts_on_the_first_day_on_which_it_holds_and_never_where_it_names_none()
    {
        var random = new Random(5);
        var lifting = new HashSet<string>();
        var lasting = new HashSet<string>();
        for (int i = 0; i < 1_500; i++)
        {
            Facts facts = Any(random);
            Check(ReleaseRules.OfCertified, day => (facts with { Now = JapaneseDay.StartOf(day) }).Certified);
            Check(ReleaseRules.OfResearch, day => (facts with { Now = JapaneseDay.StartOf(day) }).Research);
        }

        lifting.Order().ShouldBe(["C1", "C3", "C5", "R1", "R2"]);
        lasting.Order().ShouldBe(["C1", "C2", "C4", "C5", "C6", "I1", "I2", "R1", "R2", "R3"]);

        void Check<TFacts>(IReadOnlyList<IReleaseRule<TFacts>> rules, Func<DateOnly, TFacts> on)
            where TFacts : ReleaseFacts
        {
            TFacts today = on(Today);
            foreach (IReleaseRule<TFacts> rule in rules)
            {
                if (rule.Check(today) is { } blocking)
                {
                    DateOnly? first = Ahead().Cast<DateOnly?>().FirstOrDefault(day => rule.Check(on(day!.Value)) is null);
                    blocking.LiftsOn.ShouldBe(first, $"{rule.Id} {blocking.Reason}");
                    (first is null ? lasting : lifting).Add(rule.Id);
                }
            }
        }
    }

    [Fact]
    public void No_outcome_changes_by_itself_before_the_day_of_its_review()
    {
        var random = new Random(6);
        int changing = 0;
        for (int i = 0; i < 1_000; i++)
        {
            Facts facts = Any(random);
            Facts On(DateOnly day) => facts with { Now = JapaneseDay.StartOf(day) };
            changing += Demand(day => Facts.Line(ReleaseRules.Certified(On(day).Certified)), ReleaseCalendar.ReviewOn(On(Today).Certified));
            changing += Demand(day => Facts.Line(ReleaseRules.Research(On(day).Research)), ReleaseCalendar.ReviewOn(On(Today).Research));
        }

        changing.ShouldBeGreaterThan(500);

        static int Demand(Func<DateOnly, string> outcome, DateOnly? review)
        {
            string now = outcome(Today);
            if (Ahead().Cast<DateOnly?>().FirstOrDefault(day => outcome(day!.Value) != now) is not { } change)
            {
                return 0;
            }

            review.ShouldNotBeNull($"{now} becomes {outcome(change)} on {change}").ShouldBeLessThanOrEqualTo(change);
            return 1;
        }
    }

    [Theory]
    [InlineData("2026-06-10", "2026-06-20", "2026-07-01", null)] // the contract has ended before the posting
    [InlineData("2026-06-10", "", "2026-07-01", "2026-07-01")]
    [InlineData("2026-06-10", "2026-07-01", "2026-07-01", "2026-07-01")] // its last day
    public void Enrolment_lifts_on_the_first_day_on_which_everything_is_in_force(string from, string until, string posted, string? lifts)
    {
        Facility facility = Seed.Facility(Seed.Alpha);
        facility.Posted = Facts.Day(posted);
        facility.Contracts.Clear();
        facility.Contracts.Add(new ProcessorContract
        {
            FacilityId = Seed.Alpha, ProcessorId = Seed.Processor, From = Facts.Day(from), Until = until.Length == 0 ? null : Facts.Day(until),
        });
        new C1FacilityIsEnrolled().Check(new Facts { Facility = facility }.Certified)!.LiftsOn.ShouldBe(lifts is null ? null : Facts.Day(lifts));
    }

    [Theory]
    [InlineData("2026-06-10", "2026-06-20", "2026-07-01", "", null)] // the part has ended before the approval
    [InlineData("2026-07-01", "", "2026-06-10", "2026-06-30", null)] // and the other way round
    [InlineData("2026-07-01", "", "2026-06-10", "2026-07-01", "2026-07-01")]
    public void A_part_in_a_project_lifts_only_within_its_approval(string from, string until, string approved, string approvedUntil, string? lifts)
    {
        Facility facility = Seed.Facility(Seed.Alpha);
        facility.Participations.Clear();
        facility.Participations.Add(new ProjectParticipation
        {
            FacilityId = Seed.Alpha, ProjectId = Seed.Liver, From = Facts.Day(from), Until = until.Length == 0 ? null : Facts.Day(until),
        });
        Project project = Seed.LiverProject();
        (project.ApprovedFrom, project.ApprovedUntil) = (Facts.Day(approved), approvedUntil.Length == 0 ? null : Facts.Day(approvedUntil));
        new R2ProjectIsApproved().Check(new Facts { Facility = facility, Project = project }.Research)!.LiftsOn.ShouldBe(lifts is null ? null : Facts.Day(lifts));
    }

    [Fact]
    public void A_guardians_notice_that_is_still_to_be_delivered_says_when()
    {
        LedgerEntry born = new(LedgerEventKind.Listed, Seed.LongAgo) { BirthDate = new DateOnly(2015, 1, 1) };
        new C5GuardianNotified().Check(new Facts { Ledger = [born, Seed.Notice(Seed.LongAgo), Seed.Notice(new DateOnly(2026, 6, 5), toGuardian: true)] }.Certified)
            .ShouldBe(new BlockingRule("C5", "notice.guardian-missing", new DateOnly(2026, 6, 5)));
    }

    private static IEnumerable<DateOnly> Ahead() => Enumerable.Range(1, Days).Select(Today.AddDays);

    /// <summary>Facts of which about every second rule is broken, most dates lying near today, the 16th birthday too.</summary>
    private static Facts Any(Random random)
    {
        DateOnly Near() => Today.AddDays(random.Next(-45, 46));
        DateOnly Past() => Today.AddDays(-random.Next(46));
        DateOnly? End() => random.Next(3) == 0 ? Near() : null;
        DateOnly? Maybe() => random.Next(5) == 0 ? null : random.Next(2) == 0 ? Seed.Year : Near();
        DateOnly born = random.Next(3) == 0 ? new DateOnly(1960, 2, 3) : Near().AddYears(-16);
        var facility = new Facility
        {
            Id = Seed.Alpha, Name = "α病院", NameEnglish = "Alpha Hospital", FilingPublished = Maybe(), Posted = Maybe(), EntrustedFrom = Maybe(), EntrustedUntil = End(),
        };
        for (int n = random.Next(3); n > 0; n--)
        {
            facility.Contracts.Add(new ProcessorContract { FacilityId = Seed.Alpha, ProcessorId = Seed.Processor, From = Near(), Until = End() });
            facility.Participations.Add(new ProjectParticipation { FacilityId = Seed.Alpha, ProjectId = Seed.Liver, From = Near(), Until = End() });
        }

        List<LedgerEntry> ledger = random.Next(4) == 0 ? [] : [new LedgerEntry(LedgerEventKind.Listed, Seed.LongAgo) { BirthDate = born, Sex = (Sex)random.Next(3) }];
        for (int n = random.Next(4); n > 0; n--)
        {
            ledger.Add(Seed.Notice(Near(), (NoticeKind)random.Next(1, 4), random.Next(3) == 0));
        }

        ledger.AddRange(random.Next(4) switch { 0 => [Seed.OptOut()], 1 => [new LedgerEntry(LedgerEventKind.Death, Past())], _ => [] });
        ledger.AddRange(random.Next(3) switch
        {
            0 => [],
            1 => [new LedgerEntry(LedgerEventKind.ResearchConsent, Near())],
            _ => [new LedgerEntry(LedgerEventKind.ResearchConsent, Near()) { ProjectId = Seed.Liver }, new LedgerEntry(LedgerEventKind.ResearchConsent, Near())],
        });
        Case study = Seed.Case(Guid.Empty);
        (study.BirthDate, study.Domain) = (random.Next(6) == 0 ? null : born, random.Next(4) == 0 ? "heart" : "abdomen");
        Project project = Seed.LiverProject();
        (project.ApprovedFrom, project.ApprovedUntil) = (Maybe(), End());
        project.Domains.Add("abdomen");
        return new Facts
        {
            Ledger = ledger, Case = study, Facility = facility, Project = project, Processor = Seed.CertifiedProcessor((CertifiedUse)random.Next(1, 3)),
            Settings = new ReleaseSettings { FreshNoticeAt16 = random.Next(4) != 0, ReleaseAfterDeath = random.Next(4) != 0 },
        };
    }
}
