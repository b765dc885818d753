using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Collects the bits of one restart interval, then writes them out with stuffing. Reused for every interval.</summary>
internal sealed class BitSink
{
    private byte[] _bytes = new byte[4096];
    private int _length;
    private ulong _pending;
    private int _pendingBits;

    /// <summary>Bits collected since the last flush.</summary>
    public long Length => (8L * _length) + _pendingBits;

    /// <summary>Appends up to 32 bits, right-aligned; higher bits must be zero.</summary>
    public void Write(uint bits, int count)
    {
        _pending = (_pending << count) | bits;
        _pendingBits += count;
        if (_pendingBits < 32) return;
        _pendingBits -= 32;
        Reserve(4);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)(_pending >> _pendingBits));
        _length += 4;
    }

    /// <summary>Appends a signed value's bits after its size category, as T.81 F.1.2 has them.</summary>
    public void WriteMagnitude(int value, int size)
        => Write((uint)(value < 0 ? value + (1 << size) - 1 : value), size);

    /// <summary>Copies bits from one position up to another.</summary>
    /// <param name="padded">The bytes; at least 8 follow the last one copied.</param>
    /// <param name="from">The first bit.</param>
    /// <param name="to">The bit after the last.</param>
    public void Copy(ReadOnlySpan<byte> padded, int from, int to)
    {
        if (to - from >= 256) CopyLong(padded, ref from, to);
        for (; to - from >= 32; from += 32)
            Write((uint)(BinaryPrimitives.ReadUInt64BigEndian(padded[(from >> 3)..]) << (from & 7) >> 32), 32);
        if (to > from)
            Write((uint)(BinaryPrimitives.ReadUInt64BigEndian(padded[(from >> 3)..]) << (from & 7) >> (64 - (to - from))), to - from);
    }

    /// <summary>Where the sink stands, for <see cref="Return"/>.</summary>
    public (int Length, ulong Pending, int PendingBits) Mark() => (_length, _pending, _pendingBits);

    /// <summary>Forgets what was written since a mark.</summary>
    public void Return((int Length, ulong Pending, int PendingBits) mark) => (_length, _pending, _pendingBits) = mark;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (_length, _pending, _pendingBits) = (0, 0, 0);

    /// <summary>Pads with ones to a whole byte, writes all with a zero after each 0xFF, and starts anew.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        if ((_pendingBits & 7) != 0) Write((1u << (8 - (_pendingBits & 7))) - 1, 8 - (_pendingBits & 7));
        WritePendingBytes();
        ReadOnlySpan<byte> rest = _bytes.AsSpan(0, _length);
        Span<byte> target = output.GetSpan(2 * rest.Length);
        int written = 0;
        for (int at; (at = rest.IndexOf((byte)0xFF)) >= 0; rest = rest[(at + 1)..])
        {
            rest[..(at + 1)].CopyTo(target[written..]);
            written += at + 2;
            target[written - 1] = 0;
        }

        rest.CopyTo(target[written..]);
        output.Advance(written + rest.Length);
        Clear();
    }

    /// <summary>64 bits at a time; as they are where both positions lie alike in their bytes.</summary>
    private void CopyLong(ReadOnlySpan<byte> padded, ref int from, int to)
    {
        WritePendingBytes();
        int shift = from & 7, at = from >> 3, bytes = ((to - from) / 64 * 8) - 8;
        Reserve(bytes + 8);
        Span<byte> target = _bytes.AsSpan(_length, bytes);
        if (shift == _pendingBits)
        {
            ulong first = _pending << (8 - shift) | (uint)(padded[at] & (0xFF >> shift));
            padded.Slice(at, bytes).CopyTo(target);
            target[0] = (byte)first;
            _pending = (ulong)padded[at + bytes] >> (8 - shift);
        }
        else
        {
            ulong pending = _pending;
            for (int i = 0; i < bytes; i += 8)
            {
                ulong bits = (BinaryPrimitives.ReadUInt64BigEndian(padded[(at + i)..]) << shift) | ((uint)padded[at + i + 8] >> (8 - shift));
                BinaryPrimitives.WriteUInt64BigEndian(target[i..], (_pendingBits == 0 ? 0 : pending << (64 - _pendingBits)) | (bits >> _pendingBits));
                pending = bits & ((1UL << _pendingBits) - 1);
            }

            _pending = pending;
        }

        _length += bytes;
        from += 8 * bytes;
    }

    private void WritePendingBytes()
    {
        Reserve(8);
        for (; _pendingBits >= 8; _pendingBits -= 8) _bytes[_length++] = (byte)(_pending >> (_pendingBits - 8));
        _pending &= (1UL << _pendingBits) - 1;
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
    }
}
