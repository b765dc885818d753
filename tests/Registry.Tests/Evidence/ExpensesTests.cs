namespace Pipeline.Registry.Tests.Evidence;

public sealed class ExpensesTests(PostgresServer postgres)
{
    /// <summary>30 GB in April (30 days): a GB-month for each day held.</summary>
    [Theory]
    [InlineData("2026-03-01", null, "2026-05-31", 30)] // the whole month
    [InlineData("2026-04-01", null, "2026-05-31", 30)] // arrived on its first day
    [InlineData("2026-04-30", null, "2026-05-31", 1)] // arrived on its last
    [InlineData("2026-04-10", "2026-04-10", "2026-05-31", 0)] // came and went on one day
    [InlineData("2026-04-10", "2026-04-11", "2026-05-31", 1)]
    [InlineData("2026-03-01", "2026-04-01", "2026-05-31", 0)] // gone before
    [InlineData("2026-03-01", "2026-05-01", "2026-05-31", 30)]
    [InlineData("2026-05-01", null, "2026-05-31", 0)] // not come yet
    [InlineData("2026-04-01", null, "2026-04-05", 5)] // the month is not over
    [InlineData("2026-04-01", null, "2026-03-05", 0)]
    public void Storage_is_prorated_by_the_day(string stored, string? removed, string today, int gbMonths)
        => Expenses.GbMonths(new DateOnly(2026, 4, 1), DateOnly.Parse(stored), removed is null ? null : DateOnly.Parse(removed), 30_000_000_000, DateOnly.Parse(today)).ShouldBe(gbMonths);

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Acts_are_counted_by_facility_and_month_of_Japan(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        registry.Clock.Now = new DateTimeOffset(2026, 4, 30, 14, 59, 59, TimeSpan.Zero);
        await ActAsync(registry, "study.registered", "delivery.published", "research.published", "ledger.opt-out", Expenses.LetterSent);
        registry.Clock.Now = registry.Clock.Now.AddSeconds(1);
        await ActAsync(registry, "study.registered", "ledger.research-consent-withdrawn", "study.viewed");

        IReadOnlyList<ExpenseLine> lines = await registry.RunAsync<Expenses, IReadOnlyList<ExpenseLine>>(expenses => expenses.CountAsync(new DateOnly(2026, 4, 15), new DateOnly(2026, 5, 1)));

        lines.ShouldBe([
            new ExpenseLine(Seed.Alpha, new DateOnly(2026, 4, 1), 1, 0, 1, 1, 1, 1),
            new ExpenseLine(Seed.Alpha, new DateOnly(2026, 5, 1), 1, 0, 0, 0, 1, 0),
        ]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_stored_of_a_facility_that_left_still_counts(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        registry.Clock.Now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ErasedVolumes.Add(new ErasedVolume { FacilityId = Seed.Alpha, Stored = new DateOnly(2026, 4, 1), Erased = new DateOnly(2026, 4, 16), Bytes = 2_000_000_000 });
            await context.SaveChangesAsync();
        });

        (await registry.RunAsync<Expenses, IReadOnlyList<ExpenseLine>>(expenses => expenses.CountAsync(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 1), Seed.Alpha)))
            .ShouldHaveSingleItem().StoredGbMonths.ShouldBe(1m);
    }

    private static Task ActAsync(TestRegistry registry, params string[] actions) => registry.RunAsync(async provider =>
    {
        var audit = (AuditTrail)provider.GetService(typeof(AuditTrail))!;
        Array.ForEach(actions, action => audit.Add(action, "test", Seed.Alpha));
        return await ((RegistryContext)provider.GetService(typeof(RegistryContext))!).SaveChangesAsync();
    });
}
