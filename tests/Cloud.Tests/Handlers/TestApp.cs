using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Cloud.Tests;

/// <summary>A real custom handler on a free port, whose log is kept.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestApp(WebApplication app, Lines log)
    {
        (this.app, Log) = (app, log);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/") };
    }

    public HttpClient Http { get; }

    public Lines Log { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<TestApp> StartAsync(Action<IServiceCollection> configure)
    {
        var log = new Lines();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        configure(builder.Services);
        WebApplication built = builder.Build();
        built.MapFunctions();
        await built.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(built, log);
    }

    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Every line logged.</summary>
    public sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => All.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
