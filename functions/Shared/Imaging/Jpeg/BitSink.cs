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

    /// <summary>Appends up to 32 bits, right-aligned; higher bits must be zero.</summary>
    public void Write(uint bits, int count)
    {
        _pending = (_pending << count) | bits;
        _pendingBits += count;
        if (_pendingBits < 32) return;
        _pendingBits -= 32;
        if (_bytes.Length - _length < 8) Array.Resize(ref _bytes, _bytes.Length * 2);
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), (uint)(_pending >> _pendingBits));
        _length += 4;
    }

    /// <summary>Appends a signed value's bits after its size category, as T.81 F.1.2 has them.</summary>
    public void WriteMagnitude(int value, int size)
        => Write((uint)(value < 0 ? value + (1 << size) - 1 : value), size);

    /// <summary>Copies bits from one position up to another.</summary>
    public void Copy(ReadOnlySpan<byte> padded, int from, int to)
    {
        for (; to - from >= 32; from += 32)
            Write((uint)(BinaryPrimitives.ReadUInt64BigEndian(padded[(from >> 3)..]) << (from & 7) >> 32), 32);
        if (to > from)
            Write((uint)(BinaryPrimitives.ReadUInt64BigEndian(padded[(from >> 3)..]) << (from & 7) >> (64 - (to - from))), to - from);
    }

    /// <summary>Pads with ones to a whole byte, writes all with a zero after each 0xFF, and starts anew.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        if ((_pendingBits & 7) != 0) Write((1u << (8 - (_pendingBits & 7))) - 1, 8 - (_pendingBits & 7));
        for (; _pendingBits > 0; _pendingBits -= 8)
        {
            if (_length == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
            _bytes[_length++] = (byte)(_pending >> (_pendingBits - 8));
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan(0, _length);
        for (int at; (at = rest.IndexOf((byte)0xFF)) >= 0; rest = rest[(at + 1)..])
        {
            output.Write(rest[..(at + 1)]);
            output.Write("\0"u8);
        }

        output.Write(rest);
        (_length, _pending, _pendingBits) = (0, 0, 0);
    }
}
