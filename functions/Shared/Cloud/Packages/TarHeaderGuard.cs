using System.Text;

namespace Pipeline.Cloud;

/// <summary>
/// Watches a TAR's headers on their way to the TAR reader, which would otherwise allocate what an extended header says
/// (up to 2 GB). Lets regular files pass, and extended headers of at most 64 KiB that do not change a file's size.
/// </summary>
internal sealed class TarHeaderGuard(Stream inner) : Stream
{
    private const int Block = 512;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;
    private const int TypeOffset = 156;
    private const long MaximumExtendedHeader = 64 * 1024;
    private readonly byte[] header = new byte[Block];
    private int headerFilled;
    private long dataLeft;
    private byte[]? extended;
    private int extendedFilled;

    /// <summary>The archive's closing zero block went by.</summary>
    public bool SawEnd { get; private set; }

    /// <summary>The entries whose header went by; the manifest is entry 0.</summary>
    public int Entries { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        Watch(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken);
        Watch(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Watch(ReadOnlySpan<byte> passing)
    {
        while (!passing.IsEmpty && !SawEnd)
        {
            passing = dataLeft > 0 ? WatchData(passing) : WatchHeader(passing);
        }
    }

    private ReadOnlySpan<byte> WatchData(ReadOnlySpan<byte> passing)
    {
        int count = (int)Math.Min(passing.Length, dataLeft);
        if (extended is not null)
        {
            int kept = Math.Min(count, extended.Length - extendedFilled);
            passing[..kept].CopyTo(extended.AsSpan(extendedFilled));
            extendedFilled += kept;
        }

        dataLeft -= count;
        if (dataLeft == 0 && extended is not null)
        {
            DemandNoSize(extended);
            extended = null;
        }

        return passing[count..];
    }

    private ReadOnlySpan<byte> WatchHeader(ReadOnlySpan<byte> passing)
    {
        int count = Math.Min(passing.Length, Block - headerFilled);
        passing[..count].CopyTo(header.AsSpan(headerFilled));
        headerFilled += count;
        if (headerFilled == Block)
        {
            headerFilled = 0;
            Judge();
        }

        return passing[count..];
    }

    private void Judge()
    {
        if (!header.AsSpan().ContainsAnyExcept((byte)0))
        {
            SawEnd = true;
            return;
        }

        long size = ReadOctal(SizeOffset, SizeLength);
        DemandChecksum();
        switch ((char)header[TypeOffset])
        {
            case '0' or '\0':
                Entries++;
                break;
            case 'x' when size <= MaximumExtendedHeader:
                extended = new byte[size];
                extendedFilled = 0;
                break;
            case 'L' when size <= MaximumExtendedHeader:
                break;
            case 'x' or 'g' or 'L' or 'K':
                throw new PackageException(PackageReasons.Limit, Entries);
            default:
                throw new PackageException(PackageReasons.Path, Entries);
        }

        dataLeft = (size + Block - 1) / Block * Block;
    }

    /// <summary>Octal digits, ended by space or NUL. Base-256 sizes are beyond the limit on files anyway.</summary>
    private long ReadOctal(int offset, int length)
    {
        string text = Encoding.ASCII.GetString(header, offset, length).Trim(' ', '\0');
        if (text.Length is 0 or > 11 || text.Any(c => c is < '0' or > '7'))
        {
            throw new PackageException(PackageReasons.Format, Entries);
        }

        return Convert.ToInt64(text, 8);
    }

    /// <summary>The sum of the header's bytes, its own taken as spaces. The TAR reader does not look at it.</summary>
    private void DemandChecksum()
    {
        long sum = ChecksumLength * ' ';
        for (int i = 0; i < Block; i++)
        {
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumLength ? 0 : header[i];
        }

        if (sum != ReadOctal(ChecksumOffset, ChecksumLength))
        {
            throw new PackageException(PackageReasons.Format, Entries);
        }
    }

    /// <summary>A size in an extended header would make the reader and this guard disagree about where entries begin.</summary>
    private void DemandNoSize(ReadOnlySpan<byte> records)
    {
        if (records.IndexOf(" size="u8) >= 0 || records.IndexOf(" GNU.sparse"u8) >= 0)
        {
            throw new PackageException(PackageReasons.Format, Entries);
        }
    }
}
