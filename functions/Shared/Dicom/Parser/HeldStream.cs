using System.Buffers;

namespace Pipeline.Dicom;

/// <summary>
/// The bytes of a file, read forward once. What lies before <see cref="HeldEnd"/> stays in one pooled buffer, where data
/// sets point into it; what follows passes through. Synchronous when <c>synchronous</c>: then no task is ever pending.
/// </summary>
internal sealed class HeldStream : IDisposable
{
    private const int FirstRead = 64 << 10;
    private const int LargestFirstRead = 1 << 20;

    private readonly DicomLimits _limits;
    private readonly bool _synchronous;
    private readonly bool _leaveOpen;
    private Stream _stream;
    private DeflatedSource? _deflated;

    public HeldStream(Stream stream, DicomLimits limits, bool synchronous, bool leaveOpen)
    {
        _stream = stream;
        _limits = limits;
        _synchronous = synchronous;
        _leaveOpen = leaveOpen;
        int size = FirstRead;
        if (stream.CanSeek && stream.Length - stream.Position is > 0 and var rest)
            size = (int)Math.Min(rest + 1, LargestFirstRead);
        Buffer = ArrayPool<byte>.Shared.Rent(size);
    }

    /// <summary>Empty once disposed, so that a data set outliving its file fails instead of showing another file's bytes.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>Bytes of <see cref="Buffer"/> that are filled.</summary>
    public int Filled { get; private set; }

    /// <summary>The next byte to be read.</summary>
    public int Position { get; set; }

    /// <summary>Bytes that data sets point to.</summary>
    public int HeldEnd { get; set; }

    /// <summary>What to add to a place in the buffer to have one in the file.</summary>
    public long Shift { get; private set; }

    public bool IsAtEnd { get; private set; }

    public long Offset => Position + Shift;

    public int Available => Filled - Position;

    /// <summary>Reads until <paramref name="count"/> bytes from <see cref="Position"/> are there, or the end.</summary>
    public async ValueTask FillAsync(int count, Tag tag, CancellationToken cancellation)
    {
        while (Available < count && !IsAtEnd)
        {
            if (Filled == Buffer.Length)
                Grow(tag);
            Memory<byte> room = Buffer.AsMemory(Filled);
            int read = await ReadStreamAsync(room, tag, cancellation);
            if (read == 0)
                IsAtEnd = true;
            Filled += read;
        }
    }

    /// <summary>
    /// Frees what has passed through; only while a streamed value is being read, and only where less is to be moved than is
    /// freed: many short values would otherwise move the rest of the buffer each.
    /// </summary>
    public void Compact()
    {
        int moved = Position - HeldEnd;
        if (moved == 0 || moved < Available)
            return;
        Buffer.AsSpan(Position, Available).CopyTo(Buffer.AsSpan(HeldEnd));
        Filled -= moved;
        Position = HeldEnd;
        Shift += moved;
    }

    /// <summary>Takes up to <paramref name="target"/>'s length of bytes that pass through; 0 at the end.</summary>
    public async ValueTask<int> TakeAsync(Memory<byte> target, Tag tag, CancellationToken cancellation)
    {
        if (target.Length == 0)
            return 0;
        if (Available == 0)
        {
            int read = await ReadStreamAsync(target, tag, cancellation);
            IsAtEnd |= read == 0;
            Shift += read;
            return read;
        }
        int count = Math.Min(target.Length, Available);
        Buffer.AsSpan(Position, count).CopyTo(target.Span);
        Position += count;
        return count;
    }

    /// <summary>Inflates from <see cref="Position"/> on; offsets count from the beginning of the inflated bytes.</summary>
    public void StartInflating()
    {
        _deflated = new DeflatedSource(Buffer.AsSpan(Position, Available).ToArray(), _stream, _leaveOpen);
        _stream = _deflated.Inflated;
        Filled = Position;
        Shift = -Position;
        IsAtEnd = false;
    }

    public void Dispose()
    {
        byte[] buffer = Buffer;
        Buffer = [];
        Filled = 0;
        Position = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        if (_deflated is not null)
            _deflated.Dispose();
        else if (!_leaveOpen)
            _stream.Dispose();
    }

    private async ValueTask<int> ReadStreamAsync(Memory<byte> target, Tag tag, CancellationToken cancellation)
    {
        try
        {
            return _synchronous ? _stream.Read(target.Span) : await _stream.ReadAsync(target, cancellation);
        }
        catch (InvalidDataException) when (_deflated is not null)
        {
            throw new DicomFormatException(DicomReason.BadDeflate, Offset, tag, "the deflated data set cannot be inflated");
        }
    }

    private void Grow(Tag tag)
    {
        ObjectDisposedException.ThrowIf(Buffer.Length == 0, typeof(DicomFile));
        if (Filled >= _limits.MaxHeaderBytes)
            throw new DicomFormatException(DicomReason.HeaderLimit, Offset, tag, $"more than {_limits.MaxHeaderBytes} bytes outside streamed values");
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(Buffer.Length * 2, Math.Max(_limits.MaxHeaderBytes, Filled + 1)));
        Buffer.AsSpan(0, Filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Buffer);
        Buffer = larger;
    }
}
