using System.Security.Cryptography;

namespace Pipeline.Cloud;

/// <summary>
/// A file's bytes, held against the manifest while they pass. The last bytes are given out only if size and SHA-256
/// agree, so whoever read to the end has read what was meant.
/// </summary>
internal sealed class CheckedStream : Stream
{
    private readonly Stream inner;
    private readonly PackageFileEntry expected;
    private readonly int position;
    private readonly string whenShort;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long read;

    /// <param name="inner">Disposed with this.</param>
    /// <param name="expected">What the manifest says.</param>
    /// <param name="position">The entry's position, for exceptions.</param>
    /// <param name="whenShort">The reason told when it ends too early.</param>
    public CheckedStream(Stream inner, PackageFileEntry expected, int position, string whenShort = PackageReasons.Size)
    {
        (this.inner, this.expected, this.position, this.whenShort) = (inner, expected, position, whenShort);
        if (expected.Size == 0)
        {
            DemandHash();
        }
    }

    public override bool CanRead => true;

    /// <summary>True so that a TAR writer takes <see cref="Length"/> instead of buffering the whole; it does not seek.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => expected.Size;

    public override long Position { get => read; set => Seek(value, SeekOrigin.Begin); }

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, expected.Size - read);
        return wanted == 0 ? 0 : Took(buffer[..wanted], inner.Read(buffer[..wanted]));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int wanted = (int)Math.Min(buffer.Length, expected.Size - read);
        if (wanted == 0)
        {
            return 0;
        }

        int count = await inner.ReadAsync(buffer[..wanted], cancellationToken);
        return Took(buffer.Span[..wanted], count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="PackageException">The source goes on after the expected size.</exception>
    public async Task DemandEndAsync(CancellationToken cancellationToken)
    {
        if (read != expected.Size || await inner.ReadAsync(new byte[1], cancellationToken) != 0)
        {
            throw new PackageException(PackageReasons.Size, position);
        }
    }

    /// <summary>Reads what the consumer left, so that it is checked too.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin)
        => origin == SeekOrigin.Begin && offset == read ? read : throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Took(ReadOnlySpan<byte> buffer, int count)
    {
        if (count == 0)
        {
            throw new PackageException(whenShort, position);
        }

        hash.AppendData(buffer[..count]);
        read += count;
        if (read == expected.Size)
        {
            DemandHash();
        }

        return count;
    }

    private void DemandHash()
    {
        if (!string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), expected.Sha256, StringComparison.Ordinal))
        {
            throw new PackageException(PackageReasons.Hash, position);
        }
    }
}
