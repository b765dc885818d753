using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class RegistryInvariantsTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_lies_published_has_its_right_or_its_recall_under_way(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (_, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        await Copies.AddAsync(registry, registered, DeliveryState.Published, ResearchCopyState.Published);
        await ConsumeAllAsync(registry);
        (await CheckAsync(registry)).ShouldBeEmpty();

        await registry.PatientAsync("P1", null, new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo));
        (await CheckAsync(registry)).ShouldBeEmpty("the recalls are under way");
        await ConsumeAllAsync(registry);
        (await CheckAsync(registry)).ShouldBe(["delivery.without-right", "research.without-right"]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Half_done_rows_are_found(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (_, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await Copies.AddAsync(registry, registered, DeliveryState.Published, null);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.Deliveries.SingleAsync()).NoticeEventId = null;
            var names = new RandomNames(registry.Clock);
            foreach (PackageState state in Enum.GetValues<PackageState>())
            {
                context.UploadedPackages.Add(new UploadedPackage
                {
                    Id = names.NewId(), FacilityId = Seed.Alpha, BlobName = names.NewName(), ETag = "1", Size = 1, Received = registry.Clock.Now, StoragePrefix = "-", State = state,
                });
            }

            await context.SaveChangesAsync();
        });
        registry.Clock.Now += TimeSpan.FromHours(2);
        (await CheckAsync(registry)).ShouldBe(["delivery.record-incomplete", "outbox.stuck", "package.without-case", "package.without-reason"]);
    }

    private static Task ConsumeAllAsync(TestRegistry registry) => registry.RunAsync<RegistryContext>(async context =>
    {
        (await context.OutboxMessages.ToListAsync()).ForEach(message => message.Consumed ??= registry.Clock.Now);
        await context.SaveChangesAsync();
    });

    private static async Task<string[]> CheckAsync(TestRegistry registry)
        => [.. (await registry.RunAsync<RegistryInvariants, IReadOnlyList<InvariantViolation>>(invariants => invariants.CheckAsync(TimeSpan.FromHours(1))))
            .Select(violation => violation.Invariant).Order(StringComparer.Ordinal)];
}
