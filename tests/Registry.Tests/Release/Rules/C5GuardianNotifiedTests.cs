namespace Pipeline.Registry.Tests;

public sealed class C5GuardianNotifiedTests
{
    [Theory]
    // born, notice, guardian's notice, today → reason
    [InlineData("1960-02-03", "2026-04-01", "", "2026-06-01", null)]
    [InlineData("2014-06-01", "2026-04-01", "", "2026-06-01", "notice.guardian-missing")]
    [InlineData("2014-06-01", "2026-04-01", "2026-04-01", "2026-06-01", null)]
    [InlineData("2014-06-01", "2026-04-01", "2026-06-02", "2026-06-01", "notice.guardian-missing")]
    // the 16th birthday is 15 May 2026
    [InlineData("2010-05-15", "2026-05-15", "", "2026-06-20", null)]
    [InlineData("2010-05-15", "2026-05-14", "", "2026-06-20", "notice.fresh-needed")]
    [InlineData("2010-05-15", "2026-04-01", "2026-04-01", "2026-05-14", null)]
    [InlineData("2010-05-15", "2026-04-01", "2026-04-01", "2026-05-15", "notice.fresh-needed")]
    [InlineData("2010-05-15", "2026-04-01", "", "2026-05-14", "notice.guardian-missing")]
    public void A_child_needs_its_guardians_notice_and_a_fresh_one_at_16(string born, string notice, string guardian, string today, string? reason)
        => Check(born, notice, guardian, Facts.Japan(today)).Why().ShouldBe(reason);

    [Theory]
    [InlineData("2026-05-14T23:59:59", null)]
    [InlineData("2026-05-15T00:00:00", "notice.fresh-needed")]
    public void The_birthday_begins_at_midnight_in_Japan(string now, string? reason)
        => Check("2010-05-15", "2026-04-01", "2026-04-01", Facts.Japan(now)).Why().ShouldBe(reason);

    [Fact]
    public void An_unknown_birth_date_blocks()
    {
        Case study = Seed.Case(Guid.Empty);
        study.BirthDate = null;
        var facts = new Facts { Case = study, Ledger = [new LedgerEntry(LedgerEventKind.Listed, Seed.LongAgo), Seed.Notice(Seed.LongAgo)] };
        new C5GuardianNotified().Check(facts.Certified).ShouldBe(new BlockingRule("C5", "patient.birth-date-unknown"));
    }

    [Fact]
    public void Without_the_fresh_notice_policy_the_guardians_notice_goes_on_counting()
        => Check("2010-05-15", "2026-04-01", "2026-04-01", Facts.Japan("2026-06-20"), new ReleaseSettings { FreshNoticeAt16 = false }).ShouldBeNull();

    [Fact]
    public void Who_died_a_child_never_comes_of_age()
    {
        var facts = new Facts
        {
            Now = Facts.Japan("2026-06-20"),
            Ledger = [Born("2010-05-15"), Seed.Notice(Seed.LongAgo), Seed.Notice(Seed.LongAgo, toGuardian: true), new LedgerEntry(LedgerEventKind.Death, new DateOnly(2026, 5, 1))],
        };
        new C5GuardianNotified().Check(facts.Certified).ShouldBeNull();
    }

    [Theory]
    [InlineData("2008-02-29", 16, "2024-02-29")]
    [InlineData("2008-02-29", 18, "2026-03-01")]
    [InlineData("2010-02-28", 16, "2026-02-28")]
    [InlineData("2088-02-29", 12, "2100-03-01")]
    public void Born_on_29_February_one_comes_of_age_as_1_March_begins_in_common_years(string born, int age, string birthday)
        => JapaneseDay.Birthday(Facts.Day(born), age).ShouldBe(Facts.Day(birthday));

    private static BlockingRule? Check(string born, string notice, string guardian, DateTimeOffset now, ReleaseSettings? settings = null)
    {
        LedgerEntry[] guardians = guardian.Length == 0 ? [] : [Seed.Notice(Facts.Day(guardian), toGuardian: true)];
        var facts = new Facts { Now = now, Ledger = [Born(born), Seed.Notice(Facts.Day(notice)), .. guardians], Settings = settings ?? new ReleaseSettings() };
        return new C5GuardianNotified().Check(facts.Certified);
    }

    private static LedgerEntry Born(string day) => new(LedgerEventKind.Listed, Seed.LongAgo) { BirthDate = Facts.Day(day) };
}
