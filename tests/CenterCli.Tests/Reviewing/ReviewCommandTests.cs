using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Registry;

namespace Pipeline.CenterCli.Tests;

public sealed class ReviewCommandTests(Storage storage) : IAsyncLifetime
{
    private static readonly DeviceSignature Device = new("MAKER", "Model 1", "1.0", "1.2.840.10008.5.1.4.1.1.3.1", true, 480, 640, "RGB", "1/1:10,50,600,400");
    private readonly TemporaryFolder folder = new();
    private TestPortal portal = null!;
    private string identity = "";

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(storage);
        identity = portal.WriteIdentity(folder, "reviewer", "mori");
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("en", "Waiting for a reviewer: 1", "Not approved.")]
    [InlineData("ja", "確認を待つ項目: 1", "承認されていません。")]
    public async Task The_list_tells_device_reason_and_proposals(string language, string count, string reason)
    {
        ReviewEntry item = Add();
        Add("decided");

        CommandRun run = await RunAsync("list", "--lang", language);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain(count);
        run.Output.ShouldContain($"{item.Id}\t");
        run.Output.ShouldContain($"MAKER Model 1 1.0\t640×480\t{reason}\t0,0,640,40 600,400,40,40");
    }

    [Fact]
    public async Task Lists_are_json_for_programs()
    {
        ReviewEntry item = Add();
        Add("decided");

        JsonElement[] open = JsonSerializer.Deserialize<JsonElement[]>((await RunAsync("list", "--json")).Output)!;
        JsonElement[] all = JsonSerializer.Deserialize<JsonElement[]>((await RunAsync("list", "--json", "--all")).Output)!;
        JsonElement[] rules = JsonSerializer.Deserialize<JsonElement[]>((await RunAsync("rules", "--json")).Output)!;

        open.ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(item.Id);
        open[0].GetProperty("signature").GetProperty("rows").GetInt32().ShouldBe(480);
        all.Length.ShouldBe(2);
        rules.Length.ShouldBe(KnownDeviceRules.All.Count);
    }

    [Fact]
    public async Task A_frame_is_written_for_its_reviewer_alone()
    {
        ReviewEntry item = Add();
        string file = folder["frame.png"];

        CommandRun run = await RunAsync("show", item.Id.ToString(), "--out", file, "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(portal.Frame);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (string fact in new[] { "Model: Model 1", "Declared regions: 1/1:10,50,600,400", "Size (columns×rows): 640×480", $"Picture: {file}" })
        {
            run.Output.ShouldContain(fact);
        }
    }

    [Fact]
    public async Task A_mask_becomes_a_rule_where_it_is_asked_for()
    {
        ReviewEntry item = Add();

        CommandRun run = await RunAsync("decide", item.Id.ToString(), "--mask", "0,0,640,40", "--mask", "600,400,40,40", "--rule", "--any", "softwareversions", "--reason", "strip");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        (Guid decided, JsonObject ruling) = portal.Rulings.ShouldHaveSingleItem();
        decided.ShouldBe(item.Id);
        ruling["id"]!.GetValue<Guid>().ShouldNotBe(Guid.Empty);
        ruling["verdict"]!.GetValue<string>().ShouldBe("mask");
        ruling["forDevice"]!.GetValue<bool>().ShouldBeTrue();
        ruling["any"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldBe(["softwareVersions"]);
        ruling["hidden"]!.AsArray().Count.ShouldBe(2);
        ruling["hidden"]![1]!["x"]!.GetValue<int>().ShouldBe(600);
        ruling["why"]!.GetValue<string>().ShouldBe("strip");
    }

    [Theory]
    [InlineData("--clean", "clean", false)]
    [InlineData("--reject", "reject", false)]
    [InlineData("--regions", "mask", true)]
    public async Task Each_other_decision_is_sent_as_it_is(string option, string verdict, bool trusts)
    {
        await RunAsync("decide", Add().Id.ToString(), option, "--reason", "x");

        JsonObject ruling = portal.Rulings.ShouldHaveSingleItem().Ruling;
        (ruling["verdict"]!.GetValue<string>(), ruling["trustsRegions"]!.GetValue<bool>(), ruling["forDevice"]!.GetValue<bool>()).ShouldBe((verdict, trusts, false));
    }

    [Fact]
    public async Task A_decision_cut_on_its_way_is_sent_again_under_the_same_id()
    {
        ReviewEntry item = Add();
        portal.Failures.Enqueue(503);

        (await RunAsync("decide", item.Id.ToString(), "--clean", "--reason", "x")).ExitCode.ShouldBe(ExitCodes.Done);

        portal.Rulings.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_centers_own_words()
    {
        portal.RulingRefused = Results.Problem(new ProblemDetails { Status = 409, Title = "x", Extensions = { ["code"] = "review.not-open", ["ja"] = "すでに決定されました。", ["en"] = "It was decided already." } });

        CommandRun run = await RunAsync("decide", Add().Id.ToString(), "--clean", "--reason", "x", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Error.ShouldContain("It was decided already.");
    }

    [Fact]
    public async Task A_rule_is_taken_back_with_its_reason()
    {
        (await RunAsync("retire", "aloka-noblus", "--reason", "too low")).ExitCode.ShouldBe(ExitCodes.Done);

        portal.Retirements.ShouldBe([("aloka-noblus", "too low")]);
    }

    [Fact]
    public async Task Another_identity_is_no_reviewer()
    {
        string facility = portal.WriteIdentity(folder, "facility", "alpha");

        CommandRun run = await CommandRun.OfAsync("review", "list", "--identity", facility, "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("reviewer");
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["review", .. arguments, "--identity", identity]);

    private ReviewEntry Add(string state = "open")
    {
        var item = new ReviewEntry(
            new RandomNames(Storage.Clock).NewId(), state, new ReasonSaid("pixels.regions-not-approved", "承認されていません。", "Not approved."), new FacilityId("alpha"),
            new RandomNames(Storage.Clock).NewId(), Device, 0, state == "open", [new MaskRectangle(0, 0, 640, 40), new MaskRectangle(600, 400, 40, 40)], Storage.Clock.GetUtcNow(), []);
        portal.Review.Add(item);
        return item;
    }
}
