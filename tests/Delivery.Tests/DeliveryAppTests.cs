using Microsoft.Extensions.DependencyInjection;
using Pipeline.Cloud;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;
using Pipeline.Tests;

namespace Pipeline.Delivery.Tests;

public sealed class DeliveryAppTests(Storage storage)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "functions", "Delivery");

    [Fact]
    public async Task Every_function_json_has_its_handler_and_every_handler_its_function_json()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);

        FunctionCatalog.Read(Folder).DifferencesFrom(center.App.Services.GetServices<RegisteredFunction>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_posted_as_the_host_posts_it_is_handled()
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        Case provided = await center.AddCaseAsync(center.Object());
        DeliverCase message = await center.AskAsync(provided.Id);
        await center.App.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(center.App.Urls.Single() + "/") };
        var host = new FunctionInvoker(http, queues: null!, center.Names);
        FunctionDeclaration function = FunctionCatalog.Read(Folder).Functions.Single(f => f.Trigger.QueueName == QueueNames.Deliver);

        (await host.DeliverAsync(function, new ReceivedMessage("1", CenterMessages.Serialize(message), 1, "-"), TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await host.DeliverAsync(function, new ReceivedMessage("2", """{"messageId":1}""", 1, "-"), TestContext.Current.CancellationToken)).ShouldBeFalse();

        (await center.DeliveryAsync()).State.ShouldBe(DeliveryState.Published);
        center.Log.All.ShouldNotContain(line => line.Contains(center.FacilityPatientId) || line.Contains(provided.StudyInstanceUid));
    }

    [Theory]
    [InlineData("Intake")]
    [InlineData("Research")]
    [InlineData("Audit")]
    public async Task No_other_account_can_be_reached(string family)
    {
        await using DeliveryCenter center = await DeliveryCenter.StartAsync(storage);
        StorageAccounts accounts = center.App.Services.GetRequiredService<StorageAccounts>();

        Should.Throw<NotPermittedException>(() => accounts.Service(Enum.Parse<StorageFamily>(family)));
        center.App.Services.GetService<IPackageKeys>().ShouldBeNull();
        center.App.Services.GetService<IPseudonymKeys>().ShouldBeNull();
    }
}
