using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.CenterCli.Tests;

public sealed class OrderCommandTests(Storage storage) : IAsyncLifetime
{
    private static readonly Guid First = Guid.Parse("0198c2a4-0000-7000-8000-000000000001");
    private static readonly Guid Second = Guid.Parse("0198c2a4-0000-7000-8000-000000000002");
    private readonly TemporaryFolder folder = new();
    private TestPortal portal = null!;
    private string identity = "";

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(storage);
        identity = portal.WriteIdentity(folder, "operator", "operator");
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Studies_come_from_arguments_and_a_file_each_once()
    {
        await File.WriteAllTextAsync(folder["cases.txt"], $"# request 12\n{Second}\t脂肪肝\n\n{First}\n", TestContext.Current.CancellationToken);

        CommandRun run = await RunAsync("create", First.ToString(), "--cases", folder["cases.txt"], "--processor", "ninpo", "--reason", "request 12", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        (string path, JsonObject body) = portal.Orders.ShouldHaveSingleItem();
        body["processor"]!.GetValue<string>().ShouldBe("ninpo");
        body["reason"]!.GetValue<string>().ShouldBe("request 12");
        body["cases"]!.AsArray().Select(node => node!.GetValue<Guid>()).ShouldBe([First, Second]);
        run.Output.ShouldContain($"Ordered: {path.Split('/')[^1]} (2 studies)");
    }

    [Fact]
    public async Task An_order_cut_on_its_way_is_sent_again_under_the_same_ID()
    {
        portal.Failures.Enqueue(503);

        (await RunAsync("create", First.ToString(), "--processor", "ninpo", "--reason", "x")).ExitCode.ShouldBe(ExitCodes.Done);

        portal.Orders.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("no study", "create", "--processor", "ninpo", "--reason", "x")]
    [InlineData("no processor", "create", "0198c2a4-0000-7000-8000-000000000001", "--reason", "x")]
    [InlineData("no reason", "create", "0198c2a4-0000-7000-8000-000000000001", "--processor", "ninpo")]
    [InlineData("a blank reason", "cancel", "0198c2a4-0000-7000-8000-000000000001", "--reason", " ")]
    [InlineData("a patient ID", "create", "ALPHA-770001", "--processor", "ninpo", "--reason", "x")]
    [InlineData("both terms", "terms", "--processor", "ninpo", "--on-order", "--standing")]
    [InlineData("no terms", "terms", "--processor", "ninpo")]
    [InlineData("no such file", "create", "--cases", "/nowhere/cases.txt", "--processor", "ninpo", "--reason", "x")]
    public async Task Wrong_usage_orders_nothing(string what, params string[] arguments)
    {
        (await RunAsync(arguments)).ExitCode.ShouldBe(ExitCodes.Usage, what);
        portal.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_no_ID_is_told_by_its_number_alone()
    {
        await File.WriteAllTextAsync(folder["cases.txt"], $"{First}\nALPHA-770001\n", TestContext.Current.CancellationToken);

        CommandRun run = await RunAsync("create", "--cases", folder["cases.txt"], "--processor", "ninpo", "--reason", "x", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("Line 2 is no study's ID");
        run.Error.ShouldNotContain("ALPHA-770001");
    }

    [Theory]
    [InlineData("close", "closing")]
    [InlineData("cancel", "cancellation")]
    public async Task An_order_is_ended_with_its_reason(string command, string end)
    {
        (await RunAsync(command, First.ToString(), "--reason", "enough")).ExitCode.ShouldBe(ExitCodes.Done);

        (string path, JsonObject body) = portal.Orders.ShouldHaveSingleItem();
        path.ShouldBe($"/api/orders/{First}/{end}");
        body["reason"]!.GetValue<string>().ShouldBe("enough");
    }

    [Theory]
    [InlineData("--on-order", true)]
    [InlineData("--standing", false)]
    public async Task Terms_are_set(string option, bool onOrder)
    {
        (await RunAsync("terms", "--processor", "ninpo", option)).ExitCode.ShouldBe(ExitCodes.Done);

        (string path, JsonObject body) = portal.Orders.ShouldHaveSingleItem();
        (path, body["onOrder"]!.GetValue<bool>()).ShouldBe(("/api/processors/ninpo/terms", onOrder));
    }

    [Theory]
    [InlineData("en", "2 studies: held 1, provided 1", "held\t\t\t\tC3 [from 2026-12-01]: The guideline asks")]
    [InlineData("ja", "検査 2 件: 保留 1, 提供済み 1", "保留\t\t\t\tC3 [2026-12-01 から]: ")]
    public async Task An_order_is_shown_study_by_study_with_what_blocks(string language, string counts, string held)
    {
        CommandRun run = await RunAsync("show", First.ToString(), "--lang", language);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain(counts);
        run.Output.ShouldContain(held.Split(": ")[0]);
        run.Output.ShouldContain("request 12");
    }

    [Fact]
    public async Task Lists_and_candidates_are_lines_and_json()
    {
        (await RunAsync("list", "--lang", "en")).Output.ShouldContain($"{First}\topen\tninpo\t");
        JsonSerializer.Deserialize<JsonElement[]>((await RunAsync("list", "--json")).Output)!.ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("open");
        (await RunAsync("candidates", "--processor", "ninpo", "--number", "2")).Output.ShouldBe($"{First}\n{Second}\n");
    }

    [Fact]
    public async Task Incidents_are_told_with_what_to_do_and_closed()
    {
        CommandRun list = await CommandRun.OfAsync("incident", "list", "--identity", identity, "--lang", "en");
        list.ExitCode.ShouldBe(ExitCodes.Refusals, "something is open");
        list.Output.ShouldContain("Open: 1");
        list.Output.ShouldContain("Call them.");

        (await CommandRun.OfAsync("incident", "close", First.ToString(), "--identity", identity)).ExitCode.ShouldBe(ExitCodes.Done);
        portal.Orders.ShouldHaveSingleItem().Path.ShouldBe($"/api/incidents/{First}/closing");
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["order", .. arguments, "--identity", identity]);
}
