using System.Globalization;
using System.Text.Json;
using Pipeline.EndToEnd.Centers;
using Pipeline.EndToEnd.Identifiers;

[assembly: AssemblyFixture(typeof(DemoCenter))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Pipeline.EndToEnd.Centers;

/// <summary>
/// One undisturbed run of the demonstration, and a second start on its data that stays up, both made when the first test
/// asks and shared by all of them.
/// </summary>
public sealed class DemoCenter : IAsyncLifetime
{
    private readonly WorkFolder folder = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private CenterRun? first;
    private CenterProcess? live;

    internal string Data => folder.In("data");

    /// <summary>The second start's summary.</summary>
    internal string SecondSummary => folder.In("second.json");

    /// <summary>A new place beside the data.</summary>
    internal string In(string name) => folder.In(name);

    /// <summary>An identity file that the center wrote.</summary>
    internal string Identity(string name) => Path.Combine(Data, "identities", name + ".json");

    /// <summary>The run with <c>--once</c> on an empty folder.</summary>
    internal async Task<CenterRun> FirstAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            return first ??= await CenterProcess.RunOnceAsync(Data, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The second start, up and settled.</summary>
    internal async Task<CenterProcess> LiveAsync(CancellationToken cancellationToken)
    {
        await FirstAsync(cancellationToken);
        await one.WaitAsync(cancellationToken);
        try
        {
            live ??= CenterProcess.Start(Data, "--summary", SecondSummary);
            await live.PrintedAsync("Ctrl+C ends it", cancellationToken);
            return live;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Where the facilities' originals lie.</summary>
    internal string Outgoing => Path.Combine(Data, "outgoing");

    /// <summary>Every identifier of the demonstration's patients, with what it is.</summary>
    internal IReadOnlyDictionary<string, string> Identifiers()
    {
        using JsonDocument began = JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "began.json")));
        return PatientIdentifiers.Of(Outgoing, DateOnly.Parse(began.RootElement.GetProperty("day").GetString()!, CultureInfo.InvariantCulture));
    }

    /// <summary>What was printed by both.</summary>
    internal string Output => (first?.Output ?? "") + (live?.Output ?? "");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (live is not null)
        {
            await live.DisposeAsync();
        }

        folder.Dispose();
        one.Dispose();
    }
}
