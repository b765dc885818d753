using Microsoft.Win32.SafeHandles;

namespace Pipeline.CenterCli;

/// <summary>A local file read forward. Reading never leaves the caller's thread, asynchronous or not, and nothing is buffered.</summary>
/// <param name="handle">Closed with the stream; null for a file without content.</param>
internal sealed class FileInput(SafeFileHandle? handle) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether a read failed, in whatever way it was reported on.</summary>
    public bool HasFailed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        HasFailed = true;
        int count = handle is null ? 0 : RandomAccess.Read(handle, buffer, position);
        HasFailed = false;
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        handle?.Dispose();
        base.Dispose(disposing);
    }
}
