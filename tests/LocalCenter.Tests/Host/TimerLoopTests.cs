using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Cloud;
using Pipeline.LocalCenter.Host;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Tests.Host;

public sealed class TimerLoopTests
{
    private static readonly FunctionDeclaration Yearly = new("Sweep", [new FunctionBinding("timerTrigger", "in", "timer", Schedule: "0 0 0 1 1 *")]);

    [Fact]
    public async Task A_timer_fires_at_the_start_and_when_woken_and_never_twice_at_a_time()
    {
        using SlowApp app = new();
        using HttpClient http = new(app, disposeHandler: false) { BaseAddress = new Uri("http://app/") };
        SetClock clock = new();
        using TimerLoop loop = new(Yearly, new FunctionInvoker(http, new NoQueues(), new RandomNames(clock)), clock, NullLogger.Instance);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task running = loop.RunAsync(stop.Token);

        await app.ArrivedAsync(1);
        loop.IsFiring.ShouldBeTrue();
        for (int i = 0; i < 5; i++)
        {
            loop.Wake();
        }

        app.Arrived.ShouldBe(1, "the first is not answered yet");
        app.Answer();
        await app.ArrivedAsync(2);
        app.Answer();
        loop.Wake();
        await app.ArrivedAsync(3);
        await stop.CancelAsync();
        await running;
        app.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_whose_app_fails_fires_again()
    {
        using SlowApp app = new() { Status = HttpStatusCode.InternalServerError };
        using HttpClient http = new(app, disposeHandler: false) { BaseAddress = new Uri("http://app/") };
        SetClock clock = new();
        using TimerLoop loop = new(Yearly, new FunctionInvoker(http, new NoQueues(), new RandomNames(clock)), clock, NullLogger.Instance);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task running = loop.RunAsync(stop.Token);
        await app.ArrivedAsync(1);
        app.Answer();
        loop.Wake();
        await app.ArrivedAsync(2);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Answers a request when told to.</summary>
    private sealed class SlowApp : HttpMessageHandler
    {
        private readonly SemaphoreSlim answers = new(0);
        private readonly SemaphoreSlim arrivals = new(0);
        private int arrived;
        private int seen;
        private int inside;
        private int most;

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public int Arrived => Volatile.Read(ref arrived);

        public int MostAtOnce => Volatile.Read(ref most);

        public void Answer() => answers.Release();

        public async Task ArrivedAsync(int count)
        {
            for (; seen < count; seen++)
            {
                await arrivals.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Interlocked.Increment(ref arrived);
            arrivals.Release();
            try
            {
                await answers.WaitAsync(cancellationToken);
                return new HttpResponseMessage(Status) { Content = JsonContent.Create(new { Outputs = new { }, Logs = Array.Empty<string>(), ReturnValue = (string?)null }) };
            }
            finally
            {
                Interlocked.Decrement(ref inside);
            }
        }
    }

    /// <summary>A timer without outputs sends nothing.</summary>
    private sealed class NoQueues : IMessageQueues
    {
        public IMessageQueue this[string name] => throw new InvalidOperationException($"Nothing is to be sent to {name}.");
    }
}
