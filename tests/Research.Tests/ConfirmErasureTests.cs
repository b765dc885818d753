using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

public sealed class ConfirmErasureTests(Storage storage)
{
    private static readonly TimerInfo Timer = new();

    [Fact]
    public async Task Objects_copies_and_previews_that_still_lie_there_are_found_until_they_are_gone()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await center.AddCaseAsync(await center.CineAsync());
        await center.AnonymizeAsync(source.Id);
        await OrderAsync(center);
        BlobContainer named = center.Container(Containers.Named(center.Facility));
        IReadOnlyList<string> objects = await center.BlobsAsync(Containers.Named(center.Facility));

        await center.HandleAsync<ConfirmErasure, TimerInfo>(Timer);
        ErasureConfirmation before = (await center.RowsAsync<ErasureConfirmation>()).ShouldHaveSingleItem();
        await center.RecallAsync(await center.AskRecallAsync(source.Id));
        foreach (string name in objects)
        {
            await named.DeleteIfExistsAsync(name);
        }

        await center.HandleAsync<ConfirmErasure, TimerInfo>(Timer);
        ErasureConfirmation after = (await center.RowsAsync<ErasureConfirmation>()).ShouldHaveSingleItem();

        before.App.ShouldBe("research");
        before.Leftovers.ShouldBe(objects, ignoreOrder: true);
        before.Found.ShouldBeGreaterThan(objects.Count + 1, "package and previews");
        (after.Found, after.Leftovers.Count).ShouldBe((0, 0));
        await Should.ThrowAsync<ExportClosedException>(center.KeyAsync);
    }

    /// <summary>Ordered, and Intake has found nothing left.</summary>
    private static async Task OrderAsync(ResearchCenter center)
    {
        await center.RunAsync<FacilityErasures, bool>(erasures => erasures.OrderAsync(center.Facility, "operator"));
        await center.ChangeAsync(registry =>
        {
            registry.FacilityErasures.Single().Erased = center.Clock.GetUtcNow();
            return Task.CompletedTask;
        });
    }
}
