using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Cloud.Tests;

public sealed class FunctionCatalogTests : IDisposable
{
    private const string Queue = """{"type":"serviceBusTrigger","direction":"in","name":"message","queueName":"release-review","dataType":"binary"}""";
    private const string Timer = """{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 0 3 * * *"}""";
    private const string Reviews = """{"type":"serviceBus","direction":"out","name":"reviews","queueName":"release-review"}""";
    private const string Recall = """{"type":"serviceBus","direction":"out","name":"recall","queueName":"recall"}""";
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Differences => new()
    {
        { "Forgotten", Queue, "Forgotten: function.json has 0 registered handlers, not one." },
        { "DecideRelease", Timer, "DecideRelease: timerTrigger does not carry ReleaseReview." },
        { "SweepReleases", Queue, "SweepReleases: serviceBusTrigger does not carry TimerInfo." },
        { "DecideRelease", Queue.Replace(",\"dataType\":\"binary\"", ""), "DecideRelease: the trigger must say \"dataType\": \"binary\"." },
        { "DecideRelease", Queue.Replace(",\"queueName\":\"release-review\"", ""), "DecideRelease: the trigger has no queueName." },
        { "SweepReleases", Timer.Replace(",\"schedule\":\"0 0 3 * * *\"", ""), "SweepReleases: the trigger has no schedule." },
        { "DecideRelease", $"{Queue},{Reviews}", "DecideRelease: nothing returned for output reviews." },
        { "DispatchOutbox", $"{Queue},{Reviews}", "DispatchOutbox: output recall is returned but not declared." },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_declared_and_registered_alike_has_no_difference()
    {
        Declare("DecideRelease", Queue);
        Declare("SweepReleases", Timer);
        Declare("DispatchOutbox", $"{Queue},{Reviews},{Recall}");
        Declare("Pages", """{"type":"httpTrigger","direction":"in","name":"request"},{"type":"http","direction":"out","name":"response"}""");

        FunctionCatalog catalog = FunctionCatalog.Read(folder.Path);

        catalog.DifferencesFrom(Registered()).ShouldBeEmpty();
        catalog.Functions.Select(f => f.Name).ShouldBe(["DecideRelease", "DispatchOutbox", "Pages", "SweepReleases"]);
        catalog.Functions[1].Trigger.ShouldBe(new FunctionBinding("serviceBusTrigger", "in", "message", "release-review", DataType: "binary"));
        catalog.Functions[1].Outputs.Select(o => o.QueueName).ShouldBe(["release-review", "recall"]);
        catalog.Functions[3].Trigger.Schedule.ShouldBe("0 0 3 * * *");
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_difference_is_told_in_words(string function, string bindings, string difference)
    {
        Declare(function, bindings);

        FunctionCatalog.Read(folder.Path).DifferencesFrom(Registered()).ShouldContain(difference);
    }

    [Fact]
    public void A_handler_that_no_file_declares_is_a_difference()
        => FunctionCatalog.Read(folder.Path).DifferencesFrom(Registered()).ShouldBe(
            [
                "DecideRelease: registered, but no function.json declares it.",
                "SweepReleases: registered, but no function.json declares it.",
                "DispatchOutbox: registered, but no function.json declares it.",
            ]);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"bindings":[]}""")]
    [InlineData("""{"bindings":[{"type":"timerTrigger","name":"a"},{"type":"timerTrigger","name":"b"}]}""")]
    [InlineData("""{"bindings":[{"name":"a"}]}""")]
    public void A_file_without_exactly_one_trigger_is_refused_by_its_function_name(string json)
    {
        Directory.CreateDirectory(folder["Broken"]);
        File.WriteAllText(Path.Combine(folder["Broken"], "function.json"), json);

        Should.Throw<InvalidDataException>(() => FunctionCatalog.Read(folder.Path)).Message.ShouldContain("Broken/function.json");
    }

    private static IEnumerable<RegisteredFunction> Registered()
        => new ServiceCollection()
            .AddFunction<DecideRelease, ReleaseReview>()
            .AddFunction<SweepReleases, TimerInfo>()
            .AddFunction<DispatchOutbox, ReleaseReview, Dispatched>()
            .BuildServiceProvider()
            .GetServices<RegisteredFunction>();

    private void Declare(string function, string bindings)
    {
        Directory.CreateDirectory(folder[function]);
        File.WriteAllText(Path.Combine(folder[function], "function.json"), $$"""{"bindings":[{{bindings}}]}""");
    }
}
