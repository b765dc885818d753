using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

/// <summary>A processor that receives only what orders name.</summary>
public sealed class OrderedDeliveryTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_no_order_names_is_not_even_staged_and_what_one_names_is_provided_once()
    {
        await using DeliveryCenter center = await StartAsync();
        Case ordered = await center.AddCaseAsync(center.Object()), other = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(ordered.Id);
        (await center.DeliveriesAsync()).ShouldBeEmpty();

        await OrderAsync(center, ordered.Id);
        await OrderAsync(center, ordered.Id);
        await center.DeliverAsync(ordered.Id);
        await center.DeliverAsync(ordered.Id);
        await center.DeliverAsync(other.Id);

        (await center.DeliveryAsync()).CaseId.ShouldBe(ordered.Id);
        (await center.BlobsAsync(center.Target)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Every_other_rule_decides_an_ordered_study_as_ever()
    {
        await using DeliveryCenter center = await StartAsync();
        Case ordered = await center.AddCaseAsync(center.Object());
        await OrderAsync(center, ordered.Id);
        await center.OptOutAsync();

        await center.DeliverAsync(ordered.Id);
        (await center.DeliveriesAsync()).ShouldBeEmpty();

        await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));
        await center.DeliverAsync(ordered.Id);
        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);
    }

    [Fact]
    public async Task An_order_cancelled_during_publishing_leaves_nothing_readable()
    {
        await using DeliveryCenter center = await StartAsync();
        Case ordered = await center.AddCaseAsync(center.Object());
        Guid order = await OrderAsync(center, ordered.Id);
        DeliverCase message = await center.AskAsync(ordered.Id);
        StagedDelivery staged = (await center.RunAsync<DeliveryStaging, StagedDelivery?>(s => s.NextAsync(message, Cancel)))!;
        StoredBlob package = await center.RunAsync<DeliveryPackages, StoredBlob>(p => p.BuildAsync(staged, Cancel));

        await EndAsync(center, order, DeliveryOrderState.Cancelled);
        await center.RunAsync<DeliveryPublication>(p => p.PublishAsync(message, staged, package, Cancel));

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason, delivery.Published).ShouldBe((DeliveryState.Recalled, "O1", null));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_cancelled_order_unpulled_packages_vanish_and_pulled_ones_are_to_be_deleted(bool pulled)
    {
        await using DeliveryCenter center = await StartAsync();
        Case ordered = await center.AddCaseAsync(center.Object());
        Guid order = await OrderAsync(center, ordered.Id);
        await center.DeliverAsync(ordered.Id);
        if (pulled)
        {
            await center.ChangeAsync(async registry => (await registry.Deliveries.SingleAsync(Cancel)).Pulled = center.Clock.GetUtcNow());
        }

        await EndAsync(center, order, DeliveryOrderState.Cancelled);
        await center.RecallAsync(await center.AskRecallAsync(ordered.Id));

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason, delivery.DeletionRequested is not null).ShouldBe((DeliveryState.Recalled, "O1", pulled));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closed_order_keeps_what_it_provided_with_what_later_arrives_of_it_and_provides_no_other()
    {
        await using DeliveryCenter center = await StartAsync();
        Case provided = await center.AddCaseAsync(center.Object()), pending = await center.AddCaseAsync(center.Object());
        Guid order = await OrderAsync(center, provided.Id, pending.Id);
        await center.DeliverAsync(provided.Id);

        await EndAsync(center, order, DeliveryOrderState.Closed);
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));
        await center.DeliverAsync(pending.Id);
        await center.GrowAsync(provided.Id, center.Object());
        await center.DeliverAsync(provided.Id);

        List<Registry.Delivery> deliveries = await center.DeliveriesAsync();
        deliveries.Select(d => (d.CaseId, d.State)).ShouldBe([(provided.Id, DeliveryState.Published), (provided.Id, DeliveryState.Published)]);
        (await center.BlobsAsync(center.Target)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Killed_anywhere_with_the_order_cancelled_before_the_second_run_nothing_stays_readable()
    {
        await using DeliveryCenter center = await StartAsync();
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Case ordered = await center.AddCaseAsync(center.Object());
            Guid order = await OrderAsync(center, ordered.Id);
            DeliverCase message = await center.AskAsync(ordered.Id);
            struck = await center.KilledAtAsync(point, () => center.DeliverAsync(message), () => EndAsync(center, order, DeliveryOrderState.Cancelled));
            if (!struck)
            {
                break;
            }

            await center.RecallAsync(await center.AskRecallAsync(ordered.Id));

            (await center.BlobsAsync(center.Target)).ShouldBeEmpty($"point {point}");
            (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty($"point {point}");
            (await center.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Recalled);
            (await center.IsConsumedAsync(message)).ShouldBeTrue();
        }

        point.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_package_with_neither_standing_delivery_nor_order_is_without_right()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.ChangeAsync(async registry => (await registry.Processors.SingleAsync(Cancel)).OnOrderSince = center.Clock.GetUtcNow().AddDays(-1));
        center.Clock.Offset = TimeSpan.FromHours(2);

        await center.ReconcileAsync();

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason).ShouldBe((DeliveryState.Recalled, "O1"));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("delivery.without-right");
    }

    [Fact]
    public async Task Neither_a_standing_order_nor_a_cancelled_one_whose_recall_is_under_way_is_an_incident()
    {
        await using DeliveryCenter center = await StartAsync();
        Case ordered = await center.AddCaseAsync(center.Object());
        Guid order = await OrderAsync(center, ordered.Id);
        await center.DeliverAsync(ordered.Id);
        await center.ReconcileAsync();
        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);

        await EndAsync(center, order, DeliveryOrderState.Cancelled);
        await center.ReconcileAsync();

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Recalled);
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    private async Task<DeliveryCenter> StartAsync()
    {
        DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        await center.RunAsync<ProcessorTerms, bool>(terms => terms.SetAsync(center.Processor, onOrder: true, "operator", Cancel));
        return center;
    }

    private static async Task<Guid> OrderAsync(DeliveryCenter center, params Guid[] cases)
    {
        Guid id = center.Names.NewId();
        (await center.RunAsync<DeliveryOrders, OrderPlacement>(orders => orders.PlaceAsync(new OrderRequest(id, center.Processor, cases, "request", "operator"), Cancel)))
            .Outcome.ShouldBe(OrderOutcome.Placed);
        return id;
    }

    private static Task EndAsync(DeliveryCenter center, Guid order, DeliveryOrderState end)
        => center.RunAsync<DeliveryOrders, DeliveryOrderState?>(orders => orders.EndAsync(order, end, "operator", "enough", Cancel));
}
