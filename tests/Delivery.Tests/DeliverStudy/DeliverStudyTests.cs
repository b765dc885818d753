using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

public sealed class DeliverStudyTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_reaches_its_processor_whole_with_its_provision_record()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[][] objects = [center.Object(), center.Object(5_000_000), center.Object(1)];
        Case provided = await center.AddCaseAsync(objects);

        DeliverCase message = await center.DeliverAsync(provided.Id);

        Registry.Delivery delivery = await center.DeliveryAsync();
        (await center.BlobsAsync(center.Target)).ShouldBe([delivery.BlobName]);
        (PackageManifest manifest, IReadOnlyList<byte[]> files) = await center.OpenAsync(center.Target, delivery.BlobName);
        files.ShouldBe(objects);
        (manifest.Kind, manifest.Sender, manifest.PatientId, manifest.StudyInstanceUid, manifest.Provision)
            .ShouldBe((PackageKind.Delivery, center.Facility.Value, center.FacilityPatientId, provided.StudyInstanceUid, delivery.Id.ToString()));
        manifest.LegalBasis!.ShouldContain("次世代医療基盤法 第52条");
        manifest.Report!.Value.GetProperty("domain").GetString().ShouldBe("abdomen");
        manifest.Files.Select(f => f.Name).ShouldBe(["objects/000001.dcm", "objects/000002.dcm", "objects/000003.dcm"]);
        delivery.State.ShouldBe(DeliveryState.Published);
        delivery.Published.ShouldNotBeNull();
        delivery.ProcessorStated.ShouldBe("架空認定事業者、東京都千代田区架空1-1、代表 花子");
        delivery.ItemsStated.ShouldBe("医用画像等（DICOM）3件、領域レポート1件");
        delivery.NoticeEventId.ShouldBe((await center.RowsAsync<LedgerEvent>()).Single(e => e.Kind == LedgerEventKind.Notice).Id);
        delivery.Size.ShouldBe((await center.Container(center.Target).FindAsync(delivery.BlobName, Cancel))!.Length);
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["delivery.published"]);
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
        center.Log.All.ShouldNotContain(line => line.Contains(center.FacilityPatientId) || line.Contains(provided.StudyInstanceUid) || line.Contains("山田"));
    }

    [Fact]
    public async Task Picture_files_go_to_the_processor_byte_for_byte_in_their_order_and_are_stated()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[] image = center.Object();
        byte[][] pictures = [[0xFF, 0xD8, .. center.Object(20)], [0x89, 0x50, .. center.Object(20)], [0xFF, 0xD8, .. center.Object(30)]];
        Case provided = await center.AddCaseAsync(image);
        await center.AddPhotographsAsync(provided.Id, "b0b0", pictures[1], pictures[2]);
        await center.AddPhotographsAsync(provided.Id, "a0a0", pictures[0]);

        await center.DeliverAsync(provided.Id);

        Registry.Delivery delivery = await center.DeliveryAsync();
        (PackageManifest manifest, IReadOnlyList<byte[]> files) = await center.OpenAsync(center.Target, delivery.BlobName);
        manifest.Files.Select(f => f.Name).ShouldBe(["objects/000001.dcm", "photographs/a0a0/000002.jpg", "photographs/b0b0/000003.png", "photographs/b0b0/000004.jpg"]);
        files.ShouldBe([image, .. pictures]);
        delivery.ItemsStated.ShouldBe("医用画像等（DICOM）1件、写真3件、領域レポート1件");
    }

    [Fact]
    public async Task A_message_handled_twice_provides_once()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.DeliverAsync(provided.Id);
        StoredBlob first = (await center.Container(center.Target).FindAsync((await center.DeliveryAsync()).BlobName, Cancel))!;

        await center.DeliverAsync(message);
        await center.DeliverAsync(provided.Id);

        (await center.Container(center.Target).FindAsync((await center.DeliveryAsync()).BlobName, Cancel)).ShouldBe(first);
        (await center.AuditAsync()).ShouldBe(["delivery.published"]);
        (await center.RowsAsync<OutboxMessage>()).Where(m => m.Queue == QueueNames.Deliver).ShouldAllBe(m => m.Consumed != null);
    }

    [Fact]
    public async Task Copies_of_a_message_handled_at_once_provide_once()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[][] objects = [center.Object(9_000_000), center.Object(9_000_000)];
        Case provided = await center.AddCaseAsync(objects);
        DeliverCase message = await center.AskAsync(provided.Id);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => center.DeliverAsync(message), Cancel)));

        Registry.Delivery delivery = await center.DeliveryAsync();
        delivery.State.ShouldBe(DeliveryState.Published);
        (await center.OpenAsync(center.Target, delivery.BlobName)).Files.ShouldBe(objects);
        (await center.BlobsAsync(center.Target)).ShouldBe([delivery.BlobName]);
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["delivery.published"]);
    }

    [Fact]
    public async Task A_message_about_nothing_known_is_harmless()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase noCase = await center.AskAsync(center.Names.NewId());
        DeliverCase noProcessor = await center.SendAsync(QueueNames.Deliver, id => new DeliverCase(id, provided.Id, new ProcessorId("nobody")));

        await center.DeliverAsync(noCase);
        await center.DeliverAsync(noProcessor);

        (await center.DeliveriesAsync()).ShouldBeEmpty();
        (await center.IsConsumedAsync(noCase)).ShouldBeTrue();
        (await center.IsConsumedAsync(noProcessor)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_whose_row_is_gone_still_provides_once()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        var message = new DeliverCase(center.Names.NewId(), provided.Id, center.Processor);

        await center.DeliverAsync(message);
        await center.DeliverAsync(message);

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);
        (await center.AuditAsync()).ShouldBe(["delivery.published"]);
    }

    [Fact]
    public async Task A_case_that_a_rule_blocks_is_not_even_staged()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case held = await center.AddCaseAsync(center.Object());
        await center.OptOutAsync();

        DeliverCase message = await center.DeliverAsync(held.Id);

        (await center.DeliveriesAsync()).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_later_package_carries_only_what_is_new()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[] first = center.Object(), second = center.Object();
        Case provided = await center.AddCaseAsync(first);
        await center.DeliverAsync(provided.Id);

        await center.GrowAsync(provided.Id, second);
        await center.DeliverAsync(provided.Id);

        List<Registry.Delivery> deliveries = [.. (await center.DeliveriesAsync()).OrderBy(d => d.ContentVersion)];
        deliveries.Select(d => (d.ContentVersion, d.State)).ShouldBe([(1, DeliveryState.Published), (2, DeliveryState.Published)]);
        (await center.OpenAsync(center.Target, deliveries[0].BlobName)).Files.ShouldBe([first]);
        (await center.OpenAsync(center.Target, deliveries[1].BlobName)).Files.ShouldBe([second]);
    }

    [Fact]
    public async Task A_package_cut_before_its_case_grew_is_finished_first_and_the_rest_follows()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[] first = center.Object(), second = center.Object();
        Case provided = await center.AddCaseAsync(first);
        DeliverCase cut = await center.AskAsync(provided.Id);
        await center.RunAsync<DeliveryStaging>(staging => staging.NextAsync(cut, Cancel));
        await center.GrowAsync(provided.Id, second);

        await center.DeliverAsync(provided.Id);
        await center.DeliverAsync(cut);

        List<Registry.Delivery> deliveries = [.. (await center.DeliveriesAsync()).OrderBy(d => d.ContentVersion)];
        deliveries.Select(d => (d.ContentVersion, d.State)).ShouldBe([(1, DeliveryState.Published), (2, DeliveryState.Published)]);
        (await center.OpenAsync(center.Target, deliveries[0].BlobName)).Files.ShouldBe([first]);
        (await center.OpenAsync(center.Target, deliveries[1].BlobName)).Files.ShouldBe([second]);
        (await center.IsConsumedAsync(cut)).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_recall_a_new_package_carries_everything_again()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        byte[] first = center.Object(), second = center.Object();
        Case provided = await center.AddCaseAsync(first);
        await center.DeliverAsync(provided.Id);
        await center.OptOutAsync();
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));
        await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));
        await center.GrowAsync(provided.Id, second);

        await center.DeliverAsync(provided.Id);

        Registry.Delivery again = (await center.DeliveriesAsync()).Single(d => d.State == DeliveryState.Published);
        (await center.BlobsAsync(center.Target)).ShouldBe([again.BlobName]);
        (await center.OpenAsync(center.Target, again.BlobName)).Files.ShouldBe([first, second]);
    }

    [Fact]
    public async Task An_opt_out_during_publishing_leaves_nothing_readable()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.AskAsync(provided.Id);
        StagedDelivery staged = (await center.RunAsync<DeliveryStaging, StagedDelivery?>(s => s.NextAsync(message, Cancel)))!;
        StoredBlob package = await center.RunAsync<DeliveryPackages, StoredBlob>(p => p.BuildAsync(staged, Cancel));

        await center.OptOutAsync();
        await center.RunAsync<DeliveryPublication>(p => p.PublishAsync(message, staged, package, Cancel));

        Registry.Delivery delivery = await center.DeliveryAsync();
        (delivery.State, delivery.RecallReason, delivery.Published).ShouldBe((DeliveryState.Recalled, "C4", null));
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
        (await center.AuditAsync()).ShouldBe(["delivery.recalled"]);
        (await center.IsConsumedAsync(message)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_opt_out_and_its_recall_during_publishing_leave_nothing_readable()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.AskAsync(provided.Id);
        StagedDelivery staged = (await center.RunAsync<DeliveryStaging, StagedDelivery?>(s => s.NextAsync(message, Cancel)))!;
        await center.OptOutAsync();
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));

        StoredBlob package = await center.RunAsync<DeliveryPackages, StoredBlob>(p => p.BuildAsync(staged, Cancel));
        await center.RunAsync<DeliveryPublication>(p => p.PublishAsync(message, staged, package, Cancel));
        await center.DeliverAsync(message);

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Recalled);
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_that_is_not_what_was_registered_is_not_provided()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        Instance instance = (await center.RowsAsync<Instance>()).Single(i => i.CaseId == provided.Id);
        await center.Container(Containers.Named(center.Facility)).WriteAsync(instance.BlobName, new MemoryStream(center.Object()), cancellationToken: Cancel);

        PackageException refused = await Should.ThrowAsync<PackageException>(() => center.DeliverAsync(provided.Id));

        refused.Reason.ShouldBe(PackageReasons.Hash);
        (await center.BlobsAsync(center.Target)).ShouldBeEmpty();
        (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty();
    }
}
