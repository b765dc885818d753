namespace Pipeline.Imaging.Photographs;

/// <summary>Hands its last bytes out one by one, so that what a decompressor leaves is known to the byte.</summary>
internal sealed class SippedStream(byte[] bytes) : Stream
{
    private const int Sipped = 16 << 10;
    private int _at;

    /// <summary>Bytes that nobody asked for.</summary>
    public int Left => bytes.Length - _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Left > Sipped ? Left - Sipped : Math.Min(1, Left));
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
