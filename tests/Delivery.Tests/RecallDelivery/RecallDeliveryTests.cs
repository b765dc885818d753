using Microsoft.EntityFrameworkCore;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

public sealed class RecallDeliveryTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_pulled_is_removed()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.OptOutAsync();
        RecallFromProcessor recall = RecallOf(await center.RowsAsync<OutboxMessage>());

        await center.RecallAsync(recall);
        await center.RecallAsync(recall);

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason, delivery.DeletionRequested).ShouldBe((DeliveryState.Recalled, "C4", null));
        delivery.Recalled.ShouldNotBeNull();
        delivery.Published.ShouldNotBeNull();
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["delivery.published", "delivery.recalled"]);
        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_what_was_pulled_the_deletion_is_requested()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.ChangeAsync(async registry => (await registry.Deliveries.SingleAsync(Cancel)).Pulled = center.Clock.GetUtcNow());
        await center.OptOutAsync();

        await center.RecallAsync(await center.AskRecallAsync(provided.Id));

        Registry.Delivery delivery = await center.DeliveryAsync();
        delivery.State.ShouldBe(DeliveryState.Recalled);
        delivery.DeletionRequested.ShouldNotBeNull();
        delivery.DeletionAcknowledged.ShouldBeNull();
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recall_cut_after_deleting_takes_the_case_back_whole_and_has_it_given_out_anew_when_the_rules_hold_again()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.GrowAsync(provided.Id, center.Object());
        await center.DeliverAsync(provided.Id);
        await center.Container(center.Target).DeleteIfExistsAsync((await center.DeliveriesAsync())[0].BlobName, Cancel);

        RecallFromProcessor recall = await center.AskRecallAsync(provided.Id);
        await center.RecallAsync(recall);

        (await center.DeliveriesAsync()).Select(d => (d.State, d.RecallReason)).ShouldBe([(DeliveryState.Recalled, "published.gone"), (DeliveryState.Recalled, "published.gone")]);
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.RowsAsync<OutboxMessage>()).Count(m => m.Queue == QueueNames.ReleaseReview && m.Id.CompareTo(recall.MessageId) > 0).ShouldBe(1);
        await center.DeliverAsync(provided.Id);
        (await center.DeliveriesAsync()).Single(d => d.State == DeliveryState.Published).ItemsStated.ShouldStartWith("医用画像等（DICOM）2件");
    }

    [Fact]
    public async Task Every_package_of_the_case_is_taken_back_and_no_other()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case recalled = await center.AddCaseAsync(center.Object()), other = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(recalled.Id);
        await center.DeliverAsync(other.Id);
        await center.GrowAsync(recalled.Id, center.Object());
        await center.DeliverAsync(recalled.Id);
        await center.ChangeAsync(async registry => (await registry.Cases.SingleAsync(c => c.Id == recalled.Id, Cancel)).IdentityDoubt = "identity.doubt");

        await center.RecallAsync(await center.AskRecallAsync(recalled.Id));

        List<Registry.Delivery> deliveries = await center.DeliveriesAsync();
        deliveries.Where(d => d.CaseId == recalled.Id).Select(d => (d.State, d.RecallReason)).ShouldBe([(DeliveryState.Recalled, "I2"), (DeliveryState.Recalled, "I2")]);
        (await center.BlobsAsync(center.Target)).ShouldBe([deliveries.Single(d => d.CaseId == other.Id).BlobName]);
    }

    [Fact]
    public async Task Rules_that_hold_again_leave_the_package()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.OptOutAsync();
        RecallFromProcessor recall = RecallOf(await center.RowsAsync<OutboxMessage>());
        await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));

        await center.RecallAsync(recall);

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);
        (await center.BlobsAsync(center.Target)).Count.ShouldBe(1);
        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_recall_of_nothing_is_harmless()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        RecallFromProcessor recall = await center.AskRecallAsync(center.Names.NewId());

        await center.RecallAsync(recall);

        (await center.IsConsumedAsync(recall)).ShouldBeTrue();
    }

    private static RecallFromProcessor RecallOf(IEnumerable<OutboxMessage> outbox)
        => CenterMessages.Deserialize<RecallFromProcessor>(outbox.Single(m => m.Queue == QueueNames.RecallDelivery).Body);
}
