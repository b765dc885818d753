namespace Pipeline.Intake;

/// <summary>Reads a stream forward, after its first bytes were looked at.</summary>
/// <param name="start">The bytes that were looked at.</param>
/// <param name="rest">What follows them; left open.</param>
internal sealed class PeekedStream(ReadOnlyMemory<byte> start, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> left = start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Looks at the first bytes of a stream, as many as there are.</summary>
    public static async Task<(byte[] Start, PeekedStream Whole)> OpenAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        byte[] start = new byte[count];
        int read = await stream.ReadAtLeastAsync(start, count, throwOnEndOfStream: false, cancellationToken);
        start = start[..read];
        return (start, new PeekedStream(start, stream));
    }

    public override int Read(Span<byte> buffer)
    {
        if (left.IsEmpty)
        {
            return rest.Read(buffer);
        }

        int count = Math.Min(buffer.Length, left.Length);
        left.Span[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => left.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // nothing is held back
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
