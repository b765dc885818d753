namespace Pipeline.CenterCli;

/// <summary>Adds up what several uploads report.</summary>
internal sealed class SendCounts(IProgress<SendProgress>? progress)
{
    private readonly Lock gate = new();
    private SendProgress now = new() { IsReading = true, FilesRead = 0, Studies = 0, StudiesDone = 0, Files = 0, FilesDone = 0, Bytes = 0, BytesDone = 0 };

    public void Read(long length) => Change(before => before with { FilesRead = before.FilesRead + 1 });

    public void Found(StudyFolder folder)
        => Found(folder.Studies.Count, folder.Studies.Sum(study => study.Files.Count), folder.Studies.Sum(study => study.Files.Sum(file => file.Length)));

    public void Found(long studies, long files, long bytes)
        => Change(before => before with { IsReading = false, Studies = studies, Files = files, Bytes = bytes });

    public void Unchanged(long bytes) => Change(before => before with { BytesDone = before.BytesDone + bytes });

    public void Done(int files) => Change(before => before with { StudiesDone = before.StudiesDone + 1, FilesDone = before.FilesDone + files });

    /// <summary>Takes one package's progress; a try that starts anew takes back what the one before had counted.</summary>
    public IProgress<long> Package(long bytes) => new PackageProgress(this, bytes);

    private void Change(Func<SendProgress, SendProgress> change)
    {
        lock (gate)
        {
            now = change(now);
            progress?.Report(now);
        }
    }

    private sealed class PackageProgress(SendCounts counts, long most) : IProgress<long>
    {
        private long counted;

        public void Report(long value) => counts.Change(before =>
        {
            long sent = Math.Min(value, most);
            long added = sent - counted;
            counted = sent;
            return before with { BytesDone = before.BytesDone + added };
        });
    }
}
