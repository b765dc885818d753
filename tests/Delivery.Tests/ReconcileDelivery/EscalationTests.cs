using Microsoft.EntityFrameworkCore;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

/// <summary>Deletion requests that the processor does not acknowledge, by the timer that reconciles.</summary>
public sealed class EscalationTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_late_deletion_is_raised_once_wherever_the_timer_is_killed()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        int point = 0;
        for (bool struck = true; struck; point++)
        {
            Guid requested = await RequestAsync(center);
            center.Clock.Offset += TimeSpan.FromDays(15);

            struck = await center.KilledAtAsync(point, center.ReconcileAsync, () => Task.CompletedTask);
            await center.ReconcileAsync();

            Incident raised = (await center.RowsAsync<Incident>()).Where(i => i.Place.EndsWith(requested.ToString(), StringComparison.Ordinal)).ShouldHaveSingleItem($"point {point}");
            (raised.Kind, raised.PatientId, raised.Closed).ShouldBe((OverdueDeletions.OfProcessor, center.PatientId, null));
            (await center.RowsAsync<AuditEntry>()).Count(e => e.Action == OverdueDeletions.OfProcessor && e.Details!.Contains(requested.ToString())).ShouldBe(1);
        }

        point.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task What_is_in_time_or_acknowledged_raises_nothing()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        await RequestAsync(center);
        center.Clock.Offset += TimeSpan.FromDays(13);
        await center.ReconcileAsync();
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();

        await center.ChangeAsync(async registry => (await registry.Deliveries.SingleAsync(Cancel)).DeletionAcknowledged = center.Clock.GetUtcNow());
        center.Clock.Offset += TimeSpan.FromDays(100);
        await center.ReconcileAsync();
        (await center.RowsAsync<Incident>()).ShouldBeEmpty();
    }

    /// <summary>Pulled, then recalled by an opt-out, which is then taken back for the next one.</summary>
    private static async Task<Guid> RequestAsync(DeliveryCenter center)
    {
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await center.ChangeAsync(async registry => (await registry.Deliveries.SingleAsync(d => d.CaseId == provided.Id, Cancel)).Pulled = center.Clock.GetUtcNow());
        await center.OptOutAsync();
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));
        await center.LedgerAsync(new LedgerEntry(LedgerEventKind.OptOutWithdrawn, center.Today));
        Registry.Delivery delivery = (await center.DeliveriesAsync()).Single(d => d.CaseId == provided.Id);
        delivery.DeletionRequested.ShouldNotBeNull();
        return delivery.Id;
    }
}
