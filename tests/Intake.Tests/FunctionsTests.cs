using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Tests;

namespace Pipeline.Intake.Tests;

public sealed class FunctionsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Every_function_json_has_its_handler_and_every_handler_its_function_json()
    {
        await using Center center = await Center.StartAsync(azurite);

        FunctionCatalog.Read(Path.Combine(Repository.Root, "functions", "Intake"))
            .DifferencesFrom(center.Services.GetServices<RegisteredFunction>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(StorageFamily.Research)]
    [InlineData(StorageFamily.Delivery)]
    public async Task Nothing_that_left_the_center_can_be_reached(StorageFamily family)
    {
        await using Center center = await Center.StartAsync(azurite);

        Should.Throw<NotPermittedException>(() => center.Services.GetRequiredService<StorageAccounts>().Service(family));
    }
}
