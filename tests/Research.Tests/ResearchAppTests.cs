using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Tests;

namespace Pipeline.Research.Tests;

public sealed class ResearchAppTests(Storage storage)
{
    [Fact]
    public async Task Every_function_json_has_its_handler_and_every_handler_its_function_json()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);

        FunctionCatalog.Read(Path.Combine(Repository.Root, "functions", "Research"))
            .DifferencesFrom(center.App.Services.GetServices<RegisteredFunction>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Intake")]
    [InlineData("Delivery")]
    [InlineData("Audit")]
    public async Task No_other_account_can_be_reached(string family)
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        StorageAccounts accounts = center.App.Services.GetRequiredService<StorageAccounts>();

        Should.Throw<NotPermittedException>(() => accounts.Service(Enum.Parse<StorageFamily>(family)));
        center.App.Services.GetService<IPackageKeys>().ShouldBeNull();
    }
}
