namespace Pipeline.Registry.Tests;

public sealed class C3NoticeHasMaturedTests
{
    [Theory]
    [InlineData("2026-05-31T12:00:00", false)]
    [InlineData("2026-05-31T23:59:59.9999999", false)]
    [InlineData("2026-06-01T00:00:00", true)]
    [InlineData("2026-06-01T09:00:00", true)]
    public void Delivered_on_2_May_it_counts_from_1_June_as_it_begins_in_Japan(string now, bool matured)
        => Check(new Facts { Now = Facts.Japan(now), Ledger = [Seed.Notice(new DateOnly(2026, 5, 2))] })
            .ShouldBe(matured ? null : new BlockingRule("C3", "notice.too-recent", new DateOnly(2026, 6, 1)));

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(31, true)]
    public void Thirty_days_have_passed(int days, bool matured)
        => (Check(new Facts { Ledger = [Seed.Notice(new DateOnly(2026, 6, 1).AddDays(-days))] }) is null).ShouldBe(matured);

    [Fact]
    public void The_number_of_days_is_a_setting()
        => Check(new Facts { Ledger = [Seed.Notice(new DateOnly(2026, 5, 20))], Settings = new ReleaseSettings { NoticeDays = 10 } }).ShouldBeNull();

    [Fact]
    public void A_notice_of_another_kind_does_not_lend_its_days()
        => Check(new Facts
        {
            Processor = Seed.CertifiedProcessor(CertifiedUse.Pseudonymised),
            Ledger = [Seed.Notice(Seed.LongAgo, NoticeKind.Anonymised), Seed.Notice(new DateOnly(2026, 5, 20), NoticeKind.Both)],
        }).ShouldBe(new BlockingRule("C3", "notice.too-recent", new DateOnly(2026, 6, 19)));

    [Fact]
    public void The_guardians_notice_does_not_lend_its_days()
        => Check(new Facts { Ledger = [Seed.Notice(Seed.LongAgo, toGuardian: true), Seed.Notice(new DateOnly(2026, 5, 20))] })!
            .LiftsOn.ShouldBe(new DateOnly(2026, 6, 19));

    [Fact]
    public void A_second_notice_does_not_restart_the_days_of_the_first()
        => Check(new Facts { Ledger = [Seed.Notice(Seed.LongAgo), Seed.Notice(new DateOnly(2026, 5, 30))] }).ShouldBeNull();

    private static BlockingRule? Check(Facts facts) => new C3NoticeHasMatured().Check(facts.Certified);
}
