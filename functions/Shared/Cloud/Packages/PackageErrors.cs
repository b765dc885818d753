using System.Security.Cryptography;
using Azure;

namespace Pipeline.Cloud;

/// <summary>Says in our words what the TAR reader, the SDK's decryption and the storage say in theirs.</summary>
internal static class PackageErrors
{
    /// <summary>The reason an exception means; null when it is none of the package's (cancelled, network, storage).</summary>
    public static string? ReasonOf(Exception e) => e switch
    {
        EndOfStreamException => PackageReasons.Truncated,
        ArgumentOutOfRangeException => PackageReasons.Truncated, // the SDK cuts a region that is shorter than its nonce and tag
        InvalidDataException or FormatException => PackageReasons.Format,
        AuthenticationTagMismatchException => PackageReasons.Tampered,
        CryptographicException => PackageReasons.NotDecryptable,
        _ => null,
    };

    public static async Task<T> TranslateAsync<T>(Func<Task<T>> read, int? position)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not RequestFailedException && ReasonOf(e) is not null)
        {
            throw new PackageException(ReasonOf(e)!, position, e);
        }
    }
}

/// <summary>A stream whose failures are <see cref="PackageException"/>s.</summary>
internal sealed class TranslatingStream(Stream inner, int? position) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (Exception e) when (PackageErrors.ReasonOf(e) is { } reason)
        {
            throw new PackageException(reason, position, e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (PackageErrors.ReasonOf(e) is { } reason)
        {
            throw new PackageException(reason, position, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
