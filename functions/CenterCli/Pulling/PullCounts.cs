namespace Pipeline.CenterCli;

/// <summary>Adds up what several downloads report.</summary>
internal sealed class PullCounts(IProgress<PullProgress>? progress, long packages, long bytes)
{
    private readonly Lock gate = new();
    private PullProgress now = new(packages, 0, bytes, 0);

    public void Done() => Change(before => before with { PackagesDone = before.PackagesDone + 1 });

    /// <summary>Takes the bytes of one package that are here so far.</summary>
    public IProgress<long> Package(long most) => new PackageProgress(this, most);

    private void Change(Func<PullProgress, PullProgress> change)
    {
        lock (gate)
        {
            now = change(now);
            progress?.Report(now);
        }
    }

    private sealed class PackageProgress(PullCounts counts, long most) : IProgress<long>
    {
        private long counted;

        public void Report(long value) => counts.Change(before =>
        {
            long here = Math.Min(value, most);
            long added = here - counted;
            counted = here;
            return before with { BytesDone = before.BytesDone + added };
        });
    }
}
