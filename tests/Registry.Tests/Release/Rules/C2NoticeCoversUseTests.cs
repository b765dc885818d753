namespace Pipeline.Registry.Tests;

public sealed class C2NoticeCoversUseTests
{
    [Theory]
    [InlineData(NoticeKind.Anonymised, CertifiedUse.Anonymised, true)]
    [InlineData(NoticeKind.Anonymised, CertifiedUse.Pseudonymised, false)]
    [InlineData(NoticeKind.Pseudonymised, CertifiedUse.Anonymised, false)]
    [InlineData(NoticeKind.Pseudonymised, CertifiedUse.Pseudonymised, true)]
    [InlineData(NoticeKind.Both, CertifiedUse.Anonymised, true)]
    [InlineData(NoticeKind.Both, CertifiedUse.Pseudonymised, true)]
    [InlineData(NoticeKind.Both, (CertifiedUse)9, true)]
    [InlineData(NoticeKind.Anonymised, (CertifiedUse)9, false)]
    public void The_kind_of_notice_covers_the_processors_use(NoticeKind kind, CertifiedUse use, bool covers)
    {
        var facts = new Facts { Ledger = [Seed.Listed(), Seed.Notice(Seed.LongAgo, kind)], Processor = Seed.CertifiedProcessor(use) };
        new C2NoticeCoversUse().Check(facts.Certified).ShouldBe(covers ? null : new BlockingRule("C2", "notice.other-use"));
    }

    [Fact]
    public void No_notice_blocks()
        => new C2NoticeCoversUse().Check(new Facts { Ledger = [Seed.Listed()] }.Certified).ShouldBe(new BlockingRule("C2", "notice.missing"));

    [Fact]
    public void A_notice_to_the_guardian_alone_is_none_to_the_patient()
        => new C2NoticeCoversUse().Check(new Facts { Ledger = [Seed.Listed(), Seed.Notice(Seed.LongAgo, toGuardian: true)] }.Certified)
            .ShouldBe(new BlockingRule("C2", "notice.missing"));
}
