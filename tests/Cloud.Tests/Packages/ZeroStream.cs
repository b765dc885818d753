namespace Pipeline.Cloud.Tests;

/// <summary>So many zero bytes, made as they are read.</summary>
public sealed class ZeroStream(long length, Action? onRead = null) : Stream
{
    private long given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        onRead?.Invoke();
        int giving = (int)Math.Min(count, length - given);
        buffer.AsSpan(offset, giving).Clear();
        given += giving;
        return giving;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
