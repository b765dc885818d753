namespace Pipeline.Registry.Tests;

public sealed class C6DeathAfterNoticeTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("2026-03-31", "patient.died-before-notice")]
    [InlineData("2026-04-01", "patient.died-before-notice")]
    [InlineData("2026-04-02", null)]
    public void The_notice_of_1_April_came_before_the_death(string died, string? reason) => Check(died, new ReleaseSettings()).Why().ShouldBe(reason);

    [Fact]
    public void Any_death_blocks_where_the_policy_says_so()
        => Check("2026-05-01", new ReleaseSettings { ReleaseAfterDeath = false }).ShouldBe(new BlockingRule("C6", "patient.died"));

    [Fact]
    public void A_later_notice_counts_where_the_policy_says_so() => Check("2026-03-31", new ReleaseSettings { NoticeBeforeDeath = false }).ShouldBeNull();

    private static BlockingRule? Check(string died, ReleaseSettings settings)
    {
        LedgerEntry[] death = died.Length == 0 ? [] : [new LedgerEntry(LedgerEventKind.Death, Facts.Day(died))];
        return new C6DeathAfterNotice().Check(new Facts { Ledger = [Seed.Listed(), Seed.Notice(Seed.LongAgo), .. death], Settings = settings }.Certified);
    }
}
