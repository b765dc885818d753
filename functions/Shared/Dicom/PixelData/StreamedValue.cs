using System.Buffers.Binary;

namespace Pipeline.Dicom;

/// <summary>
/// Pixel data, or another top-level value too long to hold, read forward once. What is not read when the file is read on
/// is skipped.
/// </summary>
public sealed class StreamedValue
{
    private const long Undefined = -1;
    private static readonly Tag Item = new(0xFFFE_E000);
    private static readonly Tag SequenceEnd = new(0xFFFE_E0DD);

    private readonly HeldStream _held;
    private readonly DicomLimits _limits;
    private readonly bool _swapped;
    private long _rest;
    private long _firstItem = -1;
    private int _fragments;
    private bool _opened;
    private uint[]? _offsetTable;

    internal StreamedValue(HeldStream held, in ElementHeader header, ElementEncoding encoding, DicomLimits limits, FrameLayout layout)
    {
        Layout = layout;
        _held = held;
        _limits = limits;
        _swapped = encoding == ElementEncoding.ExplicitBig;
        Tag = header.Tag;
        Vr = header.Vr;
        Length = header.IsUndefinedLength ? Undefined : header.Length;
        _rest = IsEncapsulated ? 0 : header.Length;
    }

    /// <summary>(7FE0,0010), (7FE0,0008), (7FE0,0009), or that of a long value.</summary>
    public Tag Tag { get; }

    /// <summary>Its representation.</summary>
    public Vr Vr { get; }

    /// <summary>The number of bytes of a native value; -1 where it is encapsulated.</summary>
    public long Length { get; }

    /// <summary>Fragments follow, not one value.</summary>
    public bool IsEncapsulated => Length == Undefined;

    /// <summary>Whether this is Pixel Data, Float Pixel Data or Double Float Pixel Data.</summary>
    public bool IsPixelData => Tag.Value is 0x7FE0_0008 or 0x7FE0_0009 or 0x7FE0_0010;

    /// <summary>What the image attributes said before anything was edited.</summary>
    internal FrameLayout Layout { get; }

    /// <summary>How far the file was read, in bytes.</summary>
    internal long Offset => _held.Offset;

    /// <summary>Nothing is left to read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>
    /// The native value in little-endian order, once. Reading throws <see cref="DicomFormatException"/> where the file ends early.
    /// </summary>
    public Stream OpenRead()
    {
        if (IsEncapsulated || _opened)
            throw new InvalidOperationException("A native value is read once; an encapsulated one by fragments.");
        _opened = true;
        return new ValueStream(this, _swapped ? Vr.UnitSize() : 1);
    }

    /// <summary>The Basic Offset Table: the offset of each frame's first item; empty where there is none (PS3.5 §A.4).</summary>
    public async ValueTask<IReadOnlyList<uint>> ReadOffsetTableAsync(CancellationToken cancellation = default)
    {
        if (!IsEncapsulated)
            throw new InvalidOperationException("A native value has no offset table.");
        if (_offsetTable is not null)
            return _offsetTable;
        uint? length = await ReadItemAsync(cancellation);
        if (length is null)
        {
            IsRead = true;
            return _offsetTable = [];
        }
        if (length % 4 != 0 || length > (uint)_limits.MaxHeldValueLength)
            throw Refuse(DicomReason.BadLength, "the offset table has no whole entries, or too many");
        byte[] bytes = await ReadRestAsync((int)length.Value, cancellation);
        var table = new uint[bytes.Length / 4];
        for (int i = 0; i < table.Length; i++)
            table[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * 4));
        _firstItem = _held.Offset;
        return _offsetTable = table;
    }

    /// <summary>The next fragment; null after the last. What was not read of the one before is skipped.</summary>
    public async ValueTask<Fragment?> ReadFragmentAsync(CancellationToken cancellation = default)
    {
        await ReadOffsetTableAsync(cancellation);
        await SkipRestAsync(cancellation);
        if (IsRead)
            return null;
        long offset = _held.Offset - _firstItem;
        if (await ReadItemAsync(cancellation) is not { } length)
        {
            IsRead = true;
            return null;
        }
        if (++_fragments > _limits.MaxFragments)
            throw Refuse(DicomReason.FrameLimit, $"more than {_limits.MaxFragments} fragments");
        _rest = length;
        return new Fragment(offset, length, new ValueStream(this, 1));
    }

    /// <summary>Passes over whatever was not read.</summary>
    internal async ValueTask SkipAsync(CancellationToken cancellation)
    {
        if (IsEncapsulated)
        {
            while (await ReadFragmentAsync(cancellation) is not null)
            {
            }
        }
        await SkipRestAsync(cancellation);
        IsRead = true;
    }

    /// <summary>Up to <paramref name="target"/>'s length of the value or fragment being read, as it stands in the file.</summary>
    internal async ValueTask<int> TakeAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (_rest == 0 || target.Length == 0)
        {
            IsRead |= !IsEncapsulated && _rest == 0;
            return 0;
        }
        int count = await _held.TakeAsync(target[..(int)Math.Min(target.Length, _rest)], Tag, cancellation);
        if (count == 0)
            throw Refuse(DicomReason.Truncated, "the file ends inside the value");
        _rest -= count;
        return count;
    }

    private async ValueTask SkipRestAsync(CancellationToken cancellation)
    {
        if (_rest == 0)
            return;
        byte[] buffer = CopyBuffer.Rent(_rest);
        try
        {
            while (await TakeAsync(buffer, cancellation) > 0)
            {
            }
        }
        finally
        {
            CopyBuffer.Return(buffer);
        }
    }

    private async ValueTask<byte[]> ReadRestAsync(int length, CancellationToken cancellation)
    {
        _held.Compact();
        await _held.FillAsync(length, Tag, cancellation);
        if (_held.Available < length)
            throw Refuse(DicomReason.Truncated, "the file ends inside the offset table");
        byte[] bytes = _held.Buffer.AsSpan(_held.Position, length).ToArray();
        _held.Position += length;
        return bytes;
    }

    /// <summary>The length of the next item; null at the delimiter.</summary>
    private async ValueTask<uint?> ReadItemAsync(CancellationToken cancellation)
    {
        if (_held.Available < 8)
        {
            _held.Compact();
            await _held.FillAsync(8, Tag, cancellation);
        }
        ReadOnlySpan<byte> bytes = _held.Buffer.AsSpan(_held.Position, _held.Available);
        ElementEncoding encoding = _swapped ? ElementEncoding.ExplicitBig : ElementEncoding.ExplicitLittle;
        if (bytes.Length < 8 || !ElementHeader.TryRead(bytes, encoding, out ElementHeader header))
            throw Refuse(DicomReason.Truncated, "the file ends between fragments");
        if (header.Tag != SequenceEnd && (header.Tag != Item || header.IsUndefinedLength))
            throw Refuse(DicomReason.BadStructure, "a fragment was expected");
        _held.Position += header.Size;
        return header.Tag == Item ? header.Length : null;
    }

    private DicomFormatException Refuse(string reason, string message) => new(reason, _held.Offset, Tag, message);

    private sealed class ValueStream(StreamedValue value, int unit) : ForwardStream
    {
        /// <summary>What is left of a unit that was turned for a reader who asked for less.</summary>
        private Memory<byte> _turned;

        public override int Read(Span<byte> buffer)
        {
            byte[] rented = CopyBuffer.Rent(buffer.Length);
            try
            {
                ValueTask<int> task = ReadAsync(rented.AsMemory(0, Math.Min(rented.Length, buffer.Length)));
                int count = task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult();
                rented.AsSpan(0, count).CopyTo(buffer);
                return count;
            }
            finally
            {
                CopyBuffer.Return(rented);
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (unit == 1 || buffer.Length == 0)
                return await value.TakeAsync(buffer, cancellationToken);
            if (_turned.Length == 0 && buffer.Length >= unit)
                return await ReadUnitsAsync(buffer[..(buffer.Length / unit * unit)], cancellationToken);
            if (_turned.Length == 0)
            {
                byte[] one = new byte[unit];
                _turned = one.AsMemory(0, await ReadUnitsAsync(one, cancellationToken));
            }
            int count = Math.Min(_turned.Length, buffer.Length);
            _turned[..count].CopyTo(buffer);
            _turned = _turned[count..];
            return count;
        }

        private async ValueTask<int> ReadUnitsAsync(Memory<byte> whole, CancellationToken cancellation)
        {
            int count = 0;
            int read;
            do
            {
                read = await value.TakeAsync(whole[count..], cancellation);
                count += read;
            }
            while (read > 0 && count % unit != 0);
            ByteOrder.Swap(whole.Span[..count], unit);
            return count;
        }
    }
}
