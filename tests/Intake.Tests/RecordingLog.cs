using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pipeline.Intake.Tests;

/// <summary>Keeps every log line, so that tests can look for what must not be there.</summary>
public sealed class RecordingLog : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Category(this);

    public void Dispose()
    {
        // nothing held
    }

    private sealed class Category(RecordingLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Lines.Enqueue(formatter(state, exception) + exception);
    }
}
