using NCrontab;
using Pipeline.Cloud;

namespace Pipeline.LocalCenter.Host;

/// <summary>Fires one timer function by its schedule, once at the start, and whenever woken; never two runs at a time.</summary>
internal sealed class TimerLoop(FunctionDeclaration function, FunctionInvoker invoker, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    private readonly CrontabSchedule schedule = CrontabSchedule.Parse(function.Trigger.Schedule, SixFields);
    private readonly SemaphoreSlim woken = new(0, 1);
    private volatile bool firing;

    /// <summary>The function's name.</summary>
    public string Function => function.Name;

    /// <summary>A run is under way.</summary>
    public bool IsFiring => firing;

    /// <summary>Asks for a run now, or right after the present one.</summary>
    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // a run is asked for already
        }
    }

    /// <summary>Fires until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await FireAsync(cancellationToken);
                DateTime now = clock.GetUtcNow().UtcDateTime;
                TimeSpan pause = schedule.GetNextOccurrence(now) - now;
                await woken.WaitAsync(pause < TimeSpan.FromHours(1) ? pause : TimeSpan.FromHours(1), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // cut: the next start fires again
        }
    }

    /// <inheritdoc/>
    public void Dispose() => woken.Dispose();

    private async Task FireAsync(CancellationToken cancellationToken)
    {
        firing = true;
        try
        {
            if (!await invoker.FireTimerAsync(function, cancellationToken))
            {
                logger.LogWarning("{Function} failed; it fires again by its schedule", function.Name);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogSafely(LogLevel.Warning, $"{function.Name} could not be fired", e);
        }
        finally
        {
            firing = false;
        }
    }
}
