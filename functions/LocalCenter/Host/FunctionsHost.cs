using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Host;

/// <summary>
/// Plays the Azure Functions host for one app in this process: starts its web application, reads its function.json files,
/// and brings it its messages and timers over HTTP, exactly as the real host does.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    /// <summary>Service Bus names a queue's dead letters so; on one machine they lie in the queue's poison queue.</summary>
    private const string DeadLetterSuffix = "/$deadletterqueue";

    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<QueuePump> pumps = [];
    private readonly List<TimerLoop> timers = [];
    private readonly List<Task> running = [];

    private FunctionsHost(WebApplication app, HttpClient http) => (this.app, this.http) = (app, http);

    /// <summary>Messages in the hands of this app's functions right now.</summary>
    public int InFlight => pumps.Sum(p => p.InFlight) + timers.Count(t => t.IsFiring);

    /// <summary>Starts the app and begins to bring it work.</summary>
    /// <param name="appFolder">Where its function.json files lie, e.g. <c>apps/Intake</c>.</param>
    public static async Task<FunctionsHost> StartAsync(
        WebApplication app, string appFolder, IMessageQueues queues, IRandomNames names, TimeProvider clock, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        HttpClient toApp = new() { BaseAddress = AddressOf(app), Timeout = Timeout.InfiniteTimeSpan };
        FunctionsHost host = new(app, toApp);
        FunctionInvoker invoker = new(toApp, queues, names);
        ILoggerFactory loggers = app.Services.GetRequiredService<ILoggerFactory>();
        foreach (FunctionDeclaration function in FunctionCatalog.Read(appFolder).Functions)
        {
            if (function.Trigger.IsTimer)
            {
                host.timers.Add(new TimerLoop(function, invoker, clock, loggers.CreateLogger<TimerLoop>()));
            }
            else if (function.Trigger.QueueName is not null)
            {
                host.pumps.Add(new QueuePump(WithLocalQueues(function), invoker, queues, new QueuePumpOptions(), clock, loggers.CreateLogger<QueuePump>()));
            }
        }

        host.running.AddRange(host.pumps.Select(p => Task.Run(() => p.RunAsync(host.stopping.Token), CancellationToken.None)));
        host.running.AddRange(host.timers.Select(t => Task.Run(() => t.RunAsync(host.stopping.Token), CancellationToken.None)));
        return host;
    }

    /// <summary>The address an app listens on.</summary>
    public static Uri AddressOf(WebApplication app)
        => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/') + "/");

    /// <summary>Fires a timer function now, or as soon as its present run ends.</summary>
    public void Wake(string function) => timers.Find(t => t.Function == function)?.Wake();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running);
        await app.DisposeAsync();
        http.Dispose();
        stopping.Dispose();
        timers.ForEach(t => t.Dispose());
    }

    private static FunctionDeclaration WithLocalQueues(FunctionDeclaration function)
        => new(function.Name, [.. function.Bindings.Select(b => b.QueueName?.EndsWith(DeadLetterSuffix, StringComparison.Ordinal) == true
            ? b with { QueueName = QueuePump.PoisonQueueOf(b.QueueName[..^DeadLetterSuffix.Length]) }
            : b)]);
}
