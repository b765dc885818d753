namespace Pipeline.LocalCenter.Host;

/// <summary>Writes what the apps log to one file, a line each, so that the terminal stays free for progress.</summary>
internal sealed class FileLogger : ILoggerProvider
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly StreamWriter writer;

    public FileLogger(string path, TimeProvider clock)
    {
        this.clock = clock;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => writer.Dispose();

    private void Write(LogLevel level, string category, string text)
    {
        lock (gate)
        {
            writer.WriteLine($"{clock.GetUtcNow():O} {level} {category} {text}");
        }
    }

    private sealed class Category(FileLogger file, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                file.Write(logLevel, name, formatter(state, exception) + (exception is null ? "" : $" [{exception.GetType().Name}]"));
            }
        }
    }
}
