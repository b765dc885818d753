using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

public sealed class ReconcileDeliveryTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_belongs_stays_and_raises_nothing()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).Count.ShouldBe(1);
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blob_that_no_record_names_is_withdrawn_and_reported()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        BlobContainer forgotten = center.Container(Containers.Delivery(new ProcessorId("forgotten")));
        await forgotten.CreateIfMissingAsync(Cancel);
        foreach (BlobContainer container in new[] { center.Container(center.Target), center.Container(Containers.Staging), forgotten })
        {
            await container.WriteAsync("stray", new MemoryStream([1]), cancellationToken: Cancel);
        }

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await forgotten.FindAsync("stray", Cancel)).ShouldBeNull();
        (await center.RowsAsync<Incident>()).Select(i => (i.Kind, i.Place)).ShouldBe(
            [
                ("delivery.without-record", $"{center.Target.Name}/stray"),
                ("delivery.without-record", "delivery-forgotten/stray"),
                ("delivery.without-record", "staging/stray"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Another_processors_package_is_withdrawn_and_reported()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        string name = (await center.DeliveryAsync()).BlobName;
        BlobContainer other = center.Container(Containers.Delivery(new ProcessorId("other")));
        await other.CreateIfMissingAsync(Cancel);
        await other.WriteAsync(name, new MemoryStream([1]), cancellationToken: Cancel);

        await center.ReconcileAsync();

        (await other.FindAsync(name, Cancel)).ShouldBeNull();
        (await center.BlobsAsync(center.Target)).ShouldBe([name]);
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Place.ShouldBe($"delivery-other/{name}");
    }

    [Fact]
    public async Task A_package_that_a_rule_forbids_is_withdrawn_and_reported()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.ChangeAsync(async registry => (await registry.ProcessorContracts.SingleAsync(Cancel)).Until = center.Today.AddDays(-1));
        center.Clock.Offset = TimeSpan.FromHours(2);

        await center.ReconcileAsync();

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason).ShouldBe((DeliveryState.Recalled, "C1"));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        Incident incident = (await center.RowsAsync<Incident>()).ShouldHaveSingleItem();
        (incident.Kind, incident.PatientId).ShouldBe(("delivery.without-right", center.PatientId));
    }

    [Fact]
    public async Task An_opt_out_whose_recall_is_under_way_is_no_incident()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.OptOutAsync();

        await center.ReconcileAsync();

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Recalled);
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recalled_package_that_is_still_there_is_withdrawn_and_reported()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.OptOutAsync();
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));
        await center.Container(center.Target).WriteAsync((await center.DeliveryAsync()).BlobName, new MemoryStream([1]), cancellationToken: Cancel);

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("delivery.without-right");
    }

    [Fact]
    public async Task A_missing_package_is_reported_once_and_its_case_is_taken_back_and_decided_again()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.Container(center.Target).DeleteAllAsync("", Cancel);

        await center.ReconcileAsync();
        await center.ReconcileAsync();

        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("delivery.missing");
        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason).ShouldBe((DeliveryState.Recalled, "published.gone"));
        (await center.RowsAsync<OutboxMessage>()).OrderBy(m => m.Id).Last().Queue.ShouldBe(QueueNames.ReleaseReview);
    }

    [Fact]
    public async Task A_copy_whose_commit_was_cut_waits_an_hour_for_its_handler()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.AskAsync(provided.Id);
        StagedDelivery staged = (await center.RunAsync<DeliveryStaging, StagedDelivery?>(s => s.NextAsync(message, Cancel)))!;
        StoredBlob package = await center.RunAsync<DeliveryPackages, StoredBlob>(p => p.BuildAsync(staged, Cancel));
        await center.Container(Containers.Staging).PublishAsync(package.Name, center.Container(center.Target), staged.BlobName, Cancel);

        await center.ReconcileAsync();
        (await center.BlobsAsync(center.Target)).ShouldBe([staged.BlobName]);
        (await center.BlobsAsync(Containers.Staging)).ShouldBe([package.Name]);

        center.Clock.Offset = TimeSpan.FromHours(2);
        await center.ReconcileAsync();
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("delivery.without-record");

        await center.DeliverAsync(message);
        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);
        (await center.BlobsAsync(center.Target)).ShouldBe([staged.BlobName]);
    }

    [Fact]
    public async Task A_copy_whose_commit_was_cut_goes_at_once_when_a_rule_forbids_it()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.AskAsync(provided.Id);
        StagedDelivery staged = (await center.RunAsync<DeliveryStaging, StagedDelivery?>(s => s.NextAsync(message, Cancel)))!;
        StoredBlob package = await center.RunAsync<DeliveryPackages, StoredBlob>(p => p.BuildAsync(staged, Cancel));
        await center.Container(Containers.Staging).PublishAsync(package.Name, center.Container(center.Target), staged.BlobName, Cancel);
        await center.OptOutAsync();

        await center.ReconcileAsync();

        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Recalled);
        (await center.RowsAsync<Incident>()).ShouldHaveSingleItem().Kind.ShouldBe("delivery.without-right");
    }
}
