namespace Pipeline.CenterCli;

/// <summary>Waits and tries again where the network, not the request, is to blame: doubling waits, an end.</summary>
/// <param name="clock">Waits.</param>
/// <param name="first">The first wait; each next is twice as long.</param>
/// <param name="attempts">Tries in all.</param>
public sealed class Retries(TimeProvider clock, TimeSpan first, int attempts)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Five tries within about 15 seconds of waiting.</summary>
    public static Retries Usual(TimeProvider clock) => new(clock, TimeSpan.FromSeconds(1), attempts: 5);

    /// <summary>Runs <paramref name="work"/> until it succeeds, fails for good, or the tries are used up.</summary>
    /// <param name="work">Must be repeatable.</param>
    /// <param name="isTransient">Whether to try again after that exception.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, Func<Exception, bool> isTransient, CancellationToken cancellationToken)
    {
        TimeSpan wait = first;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (Exception e) when (attempt < attempts && !cancellationToken.IsCancellationRequested && isTransient(e))
            {
                await Task.Delay(wait, clock, cancellationToken);
                wait = wait * 2 < Longest ? wait * 2 : Longest;
            }
        }
    }
}
