using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests.Deliveries;

public sealed class OverdueDeletionsTests(PostgresServer postgres)
{
    private const int Days = 14;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_not_acknowledged_in_time_becomes_an_incident_once(Provider provider)
    {
        await using TestRegistry registry = await RequestedAsync(provider);
        registry.Clock.Now += TimeSpan.FromDays(Days) - TimeSpan.FromSeconds(1);
        await EscalateAsync(registry);
        (await IncidentsAsync(registry)).ShouldBeEmpty();

        registry.Clock.Now += TimeSpan.FromSeconds(1);
        await EscalateAsync(registry);
        registry.Clock.Now += TimeSpan.FromDays(1);
        await EscalateAsync(registry);

        List<Incident> incidents = await IncidentsAsync(registry);
        incidents.Select(incident => incident.Kind).ShouldBe([OverdueDeletions.OfProcessor, OverdueDeletions.OfProject], ignoreOrder: true);
        incidents.ShouldAllBe(incident => incident.PatientId != null && incident.Closed == null);
        incidents.Single(incident => incident.Kind == OverdueDeletions.OfProcessor).Place.ShouldStartWith("processor/");
        IReadOnlyList<IncidentEntry> shown = await registry.RunAsync<Incidents, IReadOnlyList<IncidentEntry>>(all => all.ListAsync(all: false));
        shown.ShouldAllBe(entry => entry.Facility == Seed.Alpha && entry.En.Contains("--acknowledge-deletions") && entry.Ja.Contains("--acknowledge-deletions"));
        (await registry.RunAsync<RegistryContext, int>(context => context.AuditEntries.CountAsync(row => row.Action.EndsWith(".deletion-overdue")))).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_person_closed_is_not_raised_again(Provider provider)
    {
        await using TestRegistry registry = await RequestedAsync(provider);
        registry.Clock.Now += TimeSpan.FromDays(Days);
        await EscalateAsync(registry);
        Guid closed = (await IncidentsAsync(registry))[0].Id;

        (await registry.RunAsync<Incidents, bool>(incidents => incidents.CloseAsync(closed, "operator"))).ShouldBeTrue();
        (await registry.RunAsync<Incidents, bool>(incidents => incidents.CloseAsync(closed, "operator"))).ShouldBeTrue();
        (await registry.RunAsync<Incidents, bool>(incidents => incidents.CloseAsync(Seed.Names.NewId(), "operator"))).ShouldBeFalse();
        await EscalateAsync(registry);

        (await IncidentsAsync(registry)).Count(incident => incident.Closed is not null).ShouldBe(1);
        (await IncidentsAsync(registry)).Count.ShouldBe(2);
        (await registry.RunAsync<RegistryContext, int>(context => context.AuditEntries.CountAsync(row => row.Action == "incident.closed"))).ShouldBe(1);
    }

    [Theory]
    [InlineData("acknowledged")]
    [InlineData("not pulled")]
    [InlineData("not withdrawn")]
    public async Task What_nobody_owes_is_never_raised(string what)
    {
        await using TestRegistry registry = await RequestedAsync(Provider.Sqlite);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (Delivery delivery, ResearchCopy copy) = (await context.Deliveries.SingleAsync(), await context.ResearchCopies.SingleAsync());
            switch (what)
            {
                case "acknowledged":
                    delivery.DeletionAcknowledged = copy.DeletionAcknowledged = registry.Clock.Now;
                    break;
                case "not pulled":
                    delivery.DeletionRequested = copy.Pulled = null;
                    break;
                default:
                    delivery.DeletionRequested = null;
                    copy.State = ResearchCopyState.Published;
                    break;
            }

            await context.SaveChangesAsync();
        });
        registry.Clock.Now += TimeSpan.FromDays(100);

        await EscalateAsync(registry);

        (await IncidentsAsync(registry)).ShouldBeEmpty();
    }

    /// <summary>A delivery and a copy that were pulled and taken back now.</summary>
    private async Task<TestRegistry> RequestedAsync(Provider provider)
    {
        TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (_, Guid study) = await registry.PatientAsync("P1", "1.2.1", Seed.Listed());
        await Copies.AddAsync(registry, study, DeliveryState.Recalled, ResearchCopyState.Withdrawn);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (Delivery delivery, ResearchCopy copy) = (await context.Deliveries.SingleAsync(), await context.ResearchCopies.SingleAsync());
            delivery.Pulled = delivery.Recalled = delivery.DeletionRequested = copy.Pulled = copy.Withdrawn = registry.Clock.Now;
            await context.SaveChangesAsync();
        });
        return registry;
    }

    private static Task EscalateAsync(TestRegistry registry) => registry.RunAsync<OverdueDeletions>(async deletions =>
    {
        await deletions.EscalateDeliveriesAsync("delivery");
        await deletions.EscalateCopiesAsync("research");
    });

    private static Task<List<Incident>> IncidentsAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, List<Incident>>(context => context.Incidents.AsNoTracking().OrderBy(row => row.Id).ToListAsync());
}
