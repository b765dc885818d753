using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests.Orders;

public sealed class DeliveryOrdersTests(PostgresServer postgres)
{
    private static readonly LedgerEntry[] Releasable = [Seed.Listed(), Seed.Notice(Seed.LongAgo)];

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_order_lets_what_it_names_go_and_nothing_else(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (Guid patient, Guid ordered) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (_, Guid held) = await registry.PatientAsync("P2", "1.2.2", Seed.Listed());
        (_, Guid other) = await registry.PatientAsync("P3", "1.2.3", Releasable);
        (await BlockingAsync(registry, ordered)).ShouldBe("O1");
        await ConsumeAllAsync(registry);

        Guid id = Seed.Names.NewId();
        (await PlaceAsync(registry, id, ordered, held)).ShouldBe(OrderOutcome.Placed);

        (await BlockingAsync(registry, ordered)).ShouldBe("-");
        (await BlockingAsync(registry, held)).ShouldBe("C2");
        (await BlockingAsync(registry, other)).ShouldBe("O1");
        await registry.RunAsync<RegistryContext>(async context =>
        {
            List<OutboxMessage> asked = await context.OutboxMessages.Where(row => row.Consumed == null).ToListAsync();
            asked.Count.ShouldBe(2);
            asked.ShouldContain(row => row.Body.Contains(patient.ToString()));
            AuditEntry audited = await context.AuditEntries.SingleAsync(row => row.Action == "order.placed");
            (audited.Actor, audited.FacilityId).ShouldBe(("operator", Seed.Alpha));
            audited.Details!.ShouldContain("\"cases\":2");
            audited.Details!.ShouldNotContain("reason");
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Placed_again_it_is_the_same_order_and_another_under_its_ID_is_refused(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (_, Guid first) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (_, Guid second) = await registry.PatientAsync("P2", "1.2.2", Releasable);
        Guid id = Seed.Names.NewId();
        await PlaceAsync(registry, id, first, second);
        int messages = await CountAsync(registry, context => context.OutboxMessages);

        (await PlaceAsync(registry, id, second, first, first)).ShouldBe(OrderOutcome.Placed);
        (await PlaceAsync(registry, id, first)).ShouldBe(OrderOutcome.OtherOrder);
        (await PlaceAsync(registry, Seed.Names.NewId(), first, Guid.Empty)).ShouldBe(OrderOutcome.UnknownCases);
        (await registry.RunAsync<DeliveryOrders, OrderPlacement>(orders => orders.PlaceAsync(
            new OrderRequest(Seed.Names.NewId(), new ProcessorId("nobody"), [first], "why", "operator")))).Outcome.ShouldBe(OrderOutcome.UnknownProcessor);

        (await CountAsync(registry, context => context.DeliveryOrders)).ShouldBe(1);
        (await CountAsync(registry, context => context.OutboxMessages)).ShouldBe(messages);
        (await CountAsync(registry, context => context.AuditEntries.Where(row => row.Action == "order.placed"))).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Closed_it_stands_for_what_it_provided_cancelled_for_nothing(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (_, Guid provided) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (_, Guid pending) = await registry.PatientAsync("P2", "1.2.2", Releasable);
        Guid id = Seed.Names.NewId();
        await PlaceAsync(registry, id, provided, pending);
        await Copies.AddAsync(registry, provided, DeliveryState.Published, null);
        registry.Clock.Now += TimeSpan.FromHours(1);

        (await EndAsync(registry, id, DeliveryOrderState.Closed)).ShouldBe(DeliveryOrderState.Closed);
        (await BlockingAsync(registry, provided)).ShouldBe("-");
        (await BlockingAsync(registry, pending)).ShouldBe("O1");

        (await EndAsync(registry, id, DeliveryOrderState.Closed)).ShouldBe(DeliveryOrderState.Closed);
        (await EndAsync(registry, id, DeliveryOrderState.Cancelled)).ShouldBe(DeliveryOrderState.Cancelled);
        (await EndAsync(registry, id, DeliveryOrderState.Closed)).ShouldBe(DeliveryOrderState.Cancelled);
        (await EndAsync(registry, Seed.Names.NewId(), DeliveryOrderState.Closed)).ShouldBeNull();
        (await BlockingAsync(registry, provided)).ShouldBe("O1");
        await registry.RunAsync<RegistryContext>(async context => (await context.AuditEntries.Where(row => row.Action.StartsWith("order.")).OrderBy(row => row.Id)
            .Select(row => row.Action).ToListAsync()).ShouldBe(["order.placed", "order.closed", "order.cancelled"], ignoreOrder: true));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_another_order_asks_for_stays(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (_, Guid both) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        Guid first = Seed.Names.NewId();
        await PlaceAsync(registry, first, both);
        await PlaceAsync(registry, Seed.Names.NewId(), both);

        await EndAsync(registry, first, DeliveryOrderState.Cancelled);

        (await BlockingAsync(registry, both)).ShouldBe("-");
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_orders_only_what_S1_shows_and_S2_counts_in_its_scope(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ProjectMembers.Add(new ProjectMember { ProjectId = Seed.Liver, Subject = "researcher", Domains = ["abdomen"] });
            context.ProjectMembers.Add(new ProjectMember { ProjectId = Seed.Liver, Subject = "cardiologist", Domains = ["heart"] });
            await context.SaveChangesAsync();
        });
        (Guid counted, Guid orderable) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (Guid seen, Guid visible) = await registry.PatientAsync("P2", "1.2.2", Seed.Listed(), Seed.Consent());
        await Copies.AddAsync(registry, visible, null, ResearchCopyState.Published);
        (Guid unknown, Guid hidden) = await registry.PatientAsync("P3", "1.2.3", Seed.Listed());
        foreach (Guid patient in new[] { counted, seen, unknown })
        {
            await Deciding.AllAsync(registry, patient);
        }

        (await OrderAsync("researcher", orderable, visible)).ShouldBe((OrderOutcome.Placed, ""));
        (await OrderAsync("researcher", orderable, hidden)).ShouldBe((OrderOutcome.UnknownCases, $"{hidden}"), "releasable by neither track it is not there at all");
        (await OrderAsync("cardiologist", orderable)).ShouldBe((OrderOutcome.UnknownCases, $"{orderable}"));
        (await OrderAsync("stranger", orderable)).ShouldBe((OrderOutcome.UnknownCases, $"{orderable}"));
        CaseSearchResult result = await registry.RunAsync<CaseSearch, CaseSearchResult>(search => search.SearchAsync("researcher", Seed.Liver, new CaseFilter()));
        (result.Total, result.Orderable.Text).ShouldBe((1, "<10"), "what awaits an order is counted as orderable");

        async Task<(OrderOutcome Outcome, string Unknown)> OrderAsync(string subject, params Guid[] cases)
        {
            OrderPlacement placement = await registry.RunAsync<DeliveryOrders, OrderPlacement>(orders => orders.PlaceAsync(
                new OrderRequest(Seed.Names.NewId(), Seed.Processor, cases, "why", subject, Seed.Liver)));
            return (placement.Outcome, string.Join(' ', placement.UnknownCases));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_change_of_terms_keeps_what_was_provided_and_makes_decisions_due(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid provided) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (Guid waiting, Guid pending) = await registry.PatientAsync("P2", "1.2.2", Releasable);
        await Copies.AddAsync(registry, provided, DeliveryState.Published, null);
        await Deciding.AllAsync(registry, patient);
        await Deciding.AllAsync(registry, waiting);
        registry.Clock.Now += TimeSpan.FromMinutes(1);

        await SetAsync(registry, onOrder: true);
        (await BlockingAsync(registry, provided)).ShouldBe("-");
        (await BlockingAsync(registry, pending)).ShouldBe("O1");
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.ReleaseDecisions.CountAsync(row => row.Current && row.Track == Track.Certified && row.ReviewOn == registry.Clock.Today)).ShouldBe(2);
            (await context.ReleaseDecisions.CountAsync(row => row.Current && row.Track == Track.Research && row.ReviewOn == registry.Clock.Today)).ShouldBe(0);
        });
        DateTimeOffset since = registry.Clock.Now;
        registry.Clock.Now += TimeSpan.FromMinutes(1);
        await SetAsync(registry, onOrder: true);
        (await registry.RunAsync<RegistryContext, Processor>(context => context.Processors.SingleAsync())).OnOrderSince.ShouldBe(since, "set as it was, nothing changes");

        await SetAsync(registry, onOrder: false);
        (await BlockingAsync(registry, pending)).ShouldBe("-");
        (await CountAsync(registry, context => context.AuditEntries.Where(row => row.Action.StartsWith("processor.")))).ShouldBe(2);
        (await registry.RunAsync<ProcessorTerms, bool>(terms => terms.SetAsync(new ProcessorId("nobody"), true, "operator"))).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_report_tells_of_each_study_where_it_stands(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (_, Guid provided) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        (Guid patient, Guid held) = await registry.PatientAsync("P2", "1.2.2", Seed.Listed());
        (_, Guid underway) = await registry.PatientAsync("P3", "1.2.3", Releasable);
        await Deciding.AllAsync(registry, patient);
        (await CandidatesAsync(registry)).ShouldBeEmpty("undecided is no candidate");
        foreach (Guid one in await registry.RunAsync<RegistryContext, List<Guid>>(context => context.Patients.Select(row => row.Id).ToListAsync()))
        {
            await Deciding.AllAsync(registry, one);
        }

        (await CandidatesAsync(registry)).ShouldBe([provided, underway], ignoreOrder: true);
        Guid id = Seed.Names.NewId();
        await PlaceAsync(registry, id, provided, held, underway);
        await Copies.AddAsync(registry, provided, DeliveryState.Published, null);

        OrderReport open = await ReportAsync(registry, id);
        (open.Order.Cases, open.Order.Provided).ShouldBe((3, 1));
        Lines(open).ShouldBe([$"{provided} Provided -", $"{held} Held C2", $"{underway} Underway -"], ignoreOrder: true);
        open.Lines.Single(line => line.Case == provided).Provision.ShouldNotBeNull();

        await EndAsync(registry, id, DeliveryOrderState.Closed);
        Lines(await ReportAsync(registry, id)).ShouldBe([$"{provided} Provided -", $"{held} Dropped -", $"{underway} Dropped -"], ignoreOrder: true);
        IReadOnlyList<OrderSummary> none = await registry.RunAsync<OrderReports, IReadOnlyList<OrderSummary>>(reports => reports.ListAsync(Seed.Processor, all: false));
        IReadOnlyList<OrderSummary> all = await registry.RunAsync<OrderReports, IReadOnlyList<OrderSummary>>(reports => reports.ListAsync(null, all: true));
        none.ShouldBeEmpty();
        (all.ShouldHaveSingleItem().EndReason, all[0].State).ShouldBe(("enough", DeliveryOrderState.Closed));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_erased_study_is_in_no_order_and_can_be_in_none(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (Guid patient, Guid study) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        await PlaceAsync(registry, Seed.Names.NewId(), study);
        await Copies.AddAsync(registry, study, DeliveryState.Recalled, null);

        await registry.RunAsync(async services =>
        {
            await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
            await services.GetRequiredService<PatientErasure>().EraseAsync(transaction.Patient, CancellationToken.None);
            await transaction.CommitAsync();
            return true;
        });

        (await CountAsync(registry, context => context.OrderedCases)).ShouldBe(0);
        (await PlaceAsync(registry, Seed.Names.NewId(), study)).ShouldBe(OrderOutcome.UnknownCases);
    }

    [Theory]
    [InlineData("no study")]
    [InlineData("no reason")]
    [InlineData("a long reason")]
    public async Task What_is_no_order_is_not_placed(string what)
    {
        await using TestRegistry registry = await CenterAsync(Provider.Sqlite);
        (_, Guid study) = await registry.PatientAsync("P1", "1.2.1", Releasable);
        string reason = what switch { "no reason" => " ", "a long reason" => new string('x', OrderRequest.MaximumReason + 1), _ => "why" };

        await Should.ThrowAsync<ArgumentException>(() => registry.RunAsync<DeliveryOrders, OrderPlacement>(orders => orders.PlaceAsync(
            new OrderRequest(Seed.Names.NewId(), Seed.Processor, what == "no study" ? [] : [study], reason, "operator"))));

        (await CountAsync(registry, context => context.DeliveryOrders)).ShouldBe(0);
    }

    /// <summary>The deck's center, whose processor receives only what orders name.</summary>
    private async Task<TestRegistry> CenterAsync(Provider provider)
    {
        TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await SetAsync(registry, onOrder: true);
        return registry;
    }

    private static Task SetAsync(TestRegistry registry, bool onOrder)
        => registry.RunAsync<ProcessorTerms, bool>(terms => terms.SetAsync(Seed.Processor, onOrder, "operator"));

    private static async Task<OrderOutcome> PlaceAsync(TestRegistry registry, Guid id, params Guid[] cases)
        => (await registry.RunAsync<DeliveryOrders, OrderPlacement>(orders => orders.PlaceAsync(new OrderRequest(id, Seed.Processor, cases, "request 12", "operator")))).Outcome;

    private static Task<DeliveryOrderState?> EndAsync(TestRegistry registry, Guid id, DeliveryOrderState end)
        => registry.RunAsync<DeliveryOrders, DeliveryOrderState?>(orders => orders.EndAsync(id, end, "operator", "enough"));

    private static async Task<string> BlockingAsync(TestRegistry registry, Guid study)
        => Facts.Line((await registry.RunAsync<ReleaseGate, ReleaseOutcome>(gate => gate.CertifiedAsync(study, Seed.Processor))).Blocking);

    private static async Task<OrderReport> ReportAsync(TestRegistry registry, Guid id)
        => (await registry.RunAsync<OrderReports, OrderReport?>(reports => reports.FindAsync(id))).ShouldNotBeNull();

    private static Task<IReadOnlyList<Guid>> CandidatesAsync(TestRegistry registry)
        => registry.RunAsync<OrderReports, IReadOnlyList<Guid>>(reports => reports.CandidatesAsync(Seed.Processor, new CandidateFilter(Seed.Alpha, "abdomen"), 10));

    private static IEnumerable<string> Lines(OrderReport report) => report.Lines.Select(line => $"{line.Case} {line.State} {Facts.Line(line.Blocking)}");

    private static Task<int> CountAsync<T>(TestRegistry registry, Func<RegistryContext, IQueryable<T>> rows)
        => registry.RunAsync<RegistryContext, int>(context => rows(context).CountAsync());

    private static Task ConsumeAllAsync(TestRegistry registry) => registry.RunAsync<RegistryContext>(async context =>
    {
        (await context.OutboxMessages.ToListAsync()).ForEach(message => message.Consumed ??= registry.Clock.Now);
        await context.SaveChangesAsync();
    });
}
