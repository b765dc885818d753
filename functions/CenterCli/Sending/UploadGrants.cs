using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Keeps one upload grant for all uploads of a run, renewed well before it ends or when storage refuses it.</summary>
internal sealed class UploadGrants(CenterApi api, FacilityId facility, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(30);
    private readonly SemaphoreSlim gate = new(1, 1);
    private FacilityGrant? current;
    private DateTimeOffset renewAt;

    /// <summary>A grant that lasts a while yet. A long upload may outlast it: then <see cref="Refuse"/> it and send again.</summary>
    public async Task<FacilityGrant> GetAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is null || clock.GetUtcNow() >= renewAt)
            {
                current = await api.RequestGrantAsync(facility, cancellationToken);
                TimeSpan half = (current.Expires - clock.GetUtcNow()) / 2;
                renewAt = current.Expires - (half < LongestMargin ? half : LongestMargin);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Storage refused that grant: the next one is asked for anew.</summary>
    public void Refuse(FacilityGrant refused) => Interlocked.CompareExchange(ref current, null, refused);

    public void Dispose() => gate.Dispose();
}
