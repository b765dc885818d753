using System.Globalization;
using Spectre.Console;

namespace Pipeline.CenterCli;

/// <summary>Shows how far work is: a bar with rate and time left on a terminal, a line now and then elsewhere.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/>, showing the latest of what it reports.</summary>
    public static async Task<TResult> ShowAsync<TProgress, TResult>(
        CommandContext context, Func<IProgress<TProgress>, Task<TResult>> work, Func<TProgress, Shown> show)
        where TProgress : class
    {
        var latest = new Latest<TProgress>();
        Task<TResult> running = Task.Run(() => work(latest), CancellationToken.None);
        Func<Shown?> now = () => latest.Value is { } value ? show(value) : null;
        if (context.IsTerminal)
        {
            await BarAsync(context, running, now);
        }
        else
        {
            await LinesAsync(context, running, now);
        }

        return await running;
    }

    private static Task BarAsync(CommandContext context, Task running, Func<Shown?> now)
        => context.Console.Value.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                ProgressTask bar = bars.AddTask(context.Choose("始めています", "Starting"), maxValue: 1);
                bar.IsIndeterminate = true;
                while (!running.IsCompleted)
                {
                    Update(bar, now());
                    await Task.WhenAny(running, Task.Delay(BarInterval, context.Clock, CancellationToken.None));
                }

                Update(bar, now());
            });

    private static void Update(ProgressTask bar, Shown? shown)
    {
        if (shown is null)
        {
            return;
        }

        bar.Description = Markup.Escape(shown.Text);
        if (shown.Bytes > 0)
        {
            bar.IsIndeterminate = false;
            bar.MaxValue = shown.Bytes;
            bar.Value = shown.BytesDone;
        }
    }

    private static async Task LinesAsync(CommandContext context, Task running, Func<Shown?> now)
    {
        DateTimeOffset began = context.Clock.GetUtcNow();
        while (await Task.WhenAny(running, Task.Delay(LineInterval, context.Clock, CancellationToken.None)) != running)
        {
            if (now() is { } shown)
            {
                context.Say(shown.Text + Rest(shown, context.Clock.GetUtcNow() - began));
            }
        }
    }

    private static string Rest(Shown shown, TimeSpan since)
    {
        if (shown.Bytes == 0 || shown.BytesDone == 0)
        {
            return "";
        }

        double rate = shown.BytesDone / since.TotalSeconds;
        var left = TimeSpan.FromSeconds((shown.Bytes - shown.BytesDone) / rate);
        return string.Create(CultureInfo.InvariantCulture, $", {ByteSize.Of(shown.BytesDone)}/{ByteSize.Of(shown.Bytes)}, {ByteSize.Of(rate)}/s, {left:hh\\:mm\\:ss}");
    }

    private sealed class Latest<T> : IProgress<T>
        where T : class
    {
        public volatile T? Value;

        public void Report(T value) => Value = value;
    }
}
