using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Dicom;

/// <summary>A growing buffer from the pool, in which lengths can be filled in afterwards.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 << 10);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    public void WriteByte(byte value) => Extend(1)[0] = value;

    public void WriteUInt16(ushort value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt16BigEndian(Extend(2), value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(Extend(2), value);
    }

    public void WriteUInt32(uint value, bool big)
    {
        int at = Length;
        Extend(4);
        SetUInt32(at, value, big);
    }

    public void SetUInt32(int at, uint value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(at), value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at), value);
    }

    public Span<byte> Extend(int count)
    {
        if (_bytes.Length - Length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + count), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
            _bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    public Span<byte> Tail(int at, int length) => _bytes.AsSpan(at, length);

    public Memory<byte> Writable(int at, int length) => _bytes.AsMemory(at, length);

    public void RemoveFirst(int count)
    {
        _bytes.AsSpan(count, Length - count).CopyTo(_bytes);
        Length -= count;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
