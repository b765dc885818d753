namespace Pipeline.Intake;

/// <summary>Reads a stream forward and writes every byte it gives out to another: one pass serves parser and storage.</summary>
internal sealed class CopyingStream(Stream source, Stream target) : Stream
{
    private const int BufferLength = 256 * 1024;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Copies what nobody read.</summary>
    public async Task CopyRestAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferLength];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
            // copied by reading
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken);
        await target.WriteAsync(buffer[..read], cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = source.Read(buffer, offset, count);
        target.Write(buffer, offset, read);
        return read;
    }

    public override void Flush()
    {
        // nothing is held back
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
