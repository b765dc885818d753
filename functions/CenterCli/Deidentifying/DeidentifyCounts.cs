using System.Collections.Concurrent;

namespace Pipeline.CenterCli;

/// <summary>Adds up what the workers do; read while they work.</summary>
/// <param name="files">In all.</param>
/// <param name="bytes">Of all files.</param>
internal sealed class DeidentifyCounts(int files, long bytes)
{
    private readonly ConcurrentDictionary<string, int> notWritten = new(StringComparer.Ordinal);
    private int filesDone;
    private int written;
    private int staged;
    private long bytesRead;
    private long bytesWritten;

    public int Files => files;

    public long Bytes => bytes;

    public int FilesDone => Volatile.Read(ref filesDone);

    /// <summary>Files done, and slices that wait for the rest of their series.</summary>
    public int FilesSeen => FilesDone + Volatile.Read(ref staged);

    /// <summary>Of the files seen.</summary>
    public long BytesRead => Volatile.Read(ref bytesRead);

    public void Written(long read, long length)
    {
        Interlocked.Increment(ref written);
        Interlocked.Add(ref bytesWritten, length);
        Done(read);
    }

    public void Staged(long read)
    {
        Interlocked.Add(ref bytesRead, read);
        Interlocked.Increment(ref staged);
    }

    /// <summary>The slice waits no longer.</summary>
    public void Unstaged(long read)
    {
        Interlocked.Decrement(ref staged);
        Interlocked.Add(ref bytesRead, -read);
    }

    public void NotWritten(long read, string reason)
    {
        notWritten.AddOrUpdate(reason, 1, static (_, before) => before + 1);
        Done(read);
    }

    public DeidentifySummary Summary() => new(written, bytesWritten, notWritten);

    private void Done(long read)
    {
        Interlocked.Add(ref bytesRead, read);
        Interlocked.Increment(ref filesDone);
    }
}
