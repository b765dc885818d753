using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

public sealed class KilledDeliveryTests(Storage storage)
{
    /// <summary>Commit, package, copy, commit, deletion: each with a point before and after.</summary>
    private const int PointsAtLeast = 10;

    [Fact]
    public async Task Killed_anywhere_and_run_again_a_case_is_provided_once()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            byte[] content = center.Object();
            Case provided = await center.AddCaseAsync(content);
            DeliverCase message = await center.AskAsync(provided.Id);

            struck = await center.KilledAtAsync(point, () => center.DeliverAsync(message), () => EveryReadableBlobHasARecordAsync(center));

            Registry.Delivery delivery = (await center.DeliveriesAsync()).Single(d => d.CaseId == provided.Id);
            delivery.State.ShouldBe(DeliveryState.Published, $"point {point}");
            (await center.OpenAsync(center.Target, delivery.BlobName)).Files.ShouldBe([content]);
            (await center.BlobsAsync(center.Target)).Count.ShouldBe(point + 1);
            (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty($"point {point}");
            (await center.RowsAsync<AuditEntry>()).Count(e => e.CaseId == provided.Id && e.Action == "delivery.published").ShouldBe(1);
            (await center.IsConsumedAsync(message)).ShouldBeTrue();
        }

        point.ShouldBeGreaterThan(PointsAtLeast);
    }

    [Fact]
    public async Task Killed_anywhere_with_an_opt_out_before_the_second_run_nothing_stays_readable()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Case provided = await center.AddCaseAsync(center.Object());
            DeliverCase message = await center.AskAsync(provided.Id);
            struck = await center.KilledAtAsync(point, () => center.DeliverAsync(message), center.OptOutAsync);
            if (!struck)
            {
                break;
            }

            foreach (OutboxMessage recall in (await center.RowsAsync<OutboxMessage>()).Where(m => m.Queue == QueueNames.RecallDelivery && m.Consumed == null))
            {
                await center.RecallAsync(CenterMessages.Deserialize<RecallFromProcessor>(recall.Body));
            }

            (await center.BlobsAsync(center.Target)).ShouldBeEmpty($"point {point}");
            (await center.BlobsAsync(Containers.Staging)).ShouldBeEmpty($"point {point}");
            (await center.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Recalled);
            (await center.IsConsumedAsync(message)).ShouldBeTrue();
            await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));
        }

        point.ShouldBeGreaterThan(PointsAtLeast);
    }

    [Fact]
    public async Task Killed_anywhere_and_run_again_a_recall_takes_everything_back()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        for (int point = 0; point < 100; point++)
        {
            Case provided = await center.AddCaseAsync(center.Object());
            await center.DeliverAsync(provided.Id);
            await center.OptOutAsync();
            RecallFromProcessor message = await center.AskRecallAsync(provided.Id);

            bool struck = await center.KilledAtAsync(point, () => center.RecallAsync(message), () => Task.CompletedTask);

            (await center.BlobsAsync(center.Target)).ShouldBeEmpty($"point {point}");
            (await center.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Recalled);
            (await center.RowsAsync<AuditEntry>()).Count(e => e.CaseId == provided.Id && e.Action == "delivery.recalled").ShouldBe(1);
            (await center.IsConsumedAsync(message)).ShouldBeTrue();
            if (!struck)
            {
                point.ShouldBeGreaterThanOrEqualTo(4);
                return;
            }

            await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));
        }

        Assert.Fail("The recall never ended.");
    }

    private static async Task EveryReadableBlobHasARecordAsync(DeliveryCenter center)
    {
        HashSet<string> recorded = [.. (await center.DeliveriesAsync()).Select(d => d.BlobName)];
        (await center.BlobsAsync(center.Target)).ShouldAllBe(blob => recorded.Contains(blob));
    }
}
