using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Delivery.Tests;

public sealed class ConfirmErasureTests(Storage storage)
{
    private static readonly TimerInfo Timer = new();

    [Fact]
    public async Task A_package_that_still_lies_there_is_found_until_it_is_gone()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        await center.DeliverAsync(provided.Id);
        await OrderAsync(center);

        await center.HandleAsync<ConfirmErasure, TimerInfo>(Timer);
        ErasureConfirmation before = (await center.RowsAsync<ErasureConfirmation>()).ShouldHaveSingleItem();
        await center.RecallAsync(await center.AskRecallAsync(provided.Id));
        await center.HandleAsync<ConfirmErasure, TimerInfo>(Timer);
        ErasureConfirmation after = (await center.RowsAsync<ErasureConfirmation>()).ShouldHaveSingleItem();

        (before.App, before.Checked, before.Found).ShouldBe(("delivery", 1, 1));
        (after.Checked, after.Found).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Nobody_looks_before_Intake_says_that_nothing_is_left()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        await center.RunAsync<FacilityErasures, bool>(erasures => erasures.OrderAsync(center.Facility, "operator"));

        await center.HandleAsync<ConfirmErasure, TimerInfo>(Timer);

        (await center.RowsAsync<ErasureConfirmation>()).ShouldBeEmpty();
    }

    /// <summary>Ordered, and Intake has found nothing left.</summary>
    private static async Task OrderAsync(DeliveryCenter center)
    {
        await center.RunAsync<FacilityErasures, bool>(erasures => erasures.OrderAsync(center.Facility, "operator"));
        await center.ChangeAsync(registry =>
        {
            registry.FacilityErasures.Single().Erased = center.Clock.GetUtcNow();
            return Task.CompletedTask;
        });
    }
}
