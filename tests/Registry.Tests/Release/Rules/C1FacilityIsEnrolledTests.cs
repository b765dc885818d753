namespace Pipeline.Registry.Tests;

public sealed class C1FacilityIsEnrolledTests
{
    [Theory]
    [InlineData("2026-05-31", null)]
    [InlineData("2026-06-01", null)]
    [InlineData("2026-06-02", "facility.not-filed@2026-06-02")]
    [InlineData("", "facility.not-filed@")]
    public void The_filing_is_published(string published, string? outcome)
        => Check(facility => facility.FilingPublished = Date(published)).ShouldBe(outcome);

    [Theory]
    [InlineData("2026-06-01", null)]
    [InlineData("2026-06-02", "facility.not-posted@2026-06-02")]
    [InlineData("", "facility.not-posted@")]
    public void Participation_is_posted(string posted, string? outcome)
        => Check(facility => facility.Posted = Date(posted)).ShouldBe(outcome);

    [Theory]
    [InlineData("2026-01-01", "", null)]
    [InlineData("2026-06-01", "2026-06-01", null)]
    [InlineData("2026-01-01", "2026-05-31", "facility.no-processor-contract@")]
    [InlineData("2026-06-02", "", "facility.no-processor-contract@2026-06-02")]
    [InlineData("2026-07-01", "2026-06-30", "facility.no-processor-contract@")]
    public void The_contract_with_the_processor_is_in_force_its_last_day_included(string from, string until, string? outcome)
        => Check(facility =>
        {
            facility.Contracts.Clear();
            facility.Contracts.Add(new ProcessorContract { FacilityId = Seed.Alpha, ProcessorId = Seed.Processor, From = Facts.Day(from), Until = Date(until) });
        }).ShouldBe(outcome);

    [Theory]
    [InlineData("2026-01-01", "2026-06-01", null)]
    [InlineData("2026-01-01", "2026-05-31", "facility.not-entrusted@")]
    [InlineData("2026-06-02", "", "facility.not-entrusted@2026-06-02")]
    [InlineData("", "", "facility.not-entrusted@")]
    public void The_entrustment_contract_is_in_force(string from, string until, string? outcome)
        => Check(facility => (facility.EntrustedFrom, facility.EntrustedUntil) = (Date(from), Date(until))).ShouldBe(outcome);

    [Theory]
    [InlineData("2026-06-01T23:59:59", null)]
    [InlineData("2026-06-02T00:00:00", "facility.no-processor-contract@")]
    public void A_contract_ends_at_midnight_in_Japan(string now, string? outcome)
        => Check(facility => facility.Contracts[0].Until = new DateOnly(2026, 6, 1), Facts.Japan(now)).ShouldBe(outcome);

    [Fact]
    public void No_contract_at_all_blocks() => Check(facility => facility.Contracts.Clear()).ShouldBe("facility.no-processor-contract@");

    [Fact]
    public void A_renewed_contract_holds_though_the_old_one_ended() => Check(facility =>
    {
        facility.Contracts[0].Until = new DateOnly(2026, 3, 31);
        facility.Contracts.Add(new ProcessorContract { FacilityId = Seed.Alpha, ProcessorId = Seed.Processor, From = new DateOnly(2026, 4, 1) });
    }).ShouldBeNull();

    [Fact]
    public void Of_two_things_missing_the_one_a_person_must_mend_is_named() => Check(facility =>
    {
        facility.FilingPublished = new DateOnly(2026, 7, 1);
        facility.Posted = null;
    }).ShouldBe("facility.not-posted@");

    [Fact]
    public void Of_two_things_that_come_by_themselves_the_later_counts() => Check(facility =>
    {
        facility.FilingPublished = new DateOnly(2026, 7, 1);
        facility.Posted = new DateOnly(2026, 7, 2);
    }).ShouldBe("facility.not-posted@2026-07-02");

    private static string? Check(Action<Facility> spoil, DateTimeOffset? now = null)
    {
        Facility facility = Seed.Facility(Seed.Alpha);
        spoil(facility);
        var facts = new Facts { Facility = facility };
        return new C1FacilityIsEnrolled().Check((facts with { Now = now ?? facts.Now }).Certified) is { } rule ? $"{rule.Reason}@{rule.LiftsOn:yyyy-MM-dd}" : null;
    }

    private static DateOnly? Date(string text) => text.Length == 0 ? null : Facts.Day(text);
}
