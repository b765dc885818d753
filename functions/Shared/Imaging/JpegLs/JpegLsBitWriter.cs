using System.Buffers;

namespace Pipeline.Imaging.JpegLs;

/// <summary>Writes the bits of a scan; a byte after 0xFF gets seven (T.87 A.1).</summary>
internal sealed class JpegLsBitWriter(IBufferWriter<byte> output)
{
    private byte[] _bytes = new byte[4096];
    private int _length;
    private ulong _pending;
    private int _count;
    private bool _afterFF;

    /// <summary>Appends 0 to 32 bits, right-aligned; higher ones must be zero.</summary>
    public void Write(uint bits, int count)
    {
        _pending = (_pending << count) | bits;
        _count += count;
        while (_count >= 8) Put();
    }

    /// <summary>Appends a limited-length Golomb code (A.5.3).</summary>
    public void WriteGolomb(int value, int k, int limit, int longBits)
    {
        int zeros = value >> k;
        if (zeros < limit)
        {
            WriteZeros(zeros);
            Write((1u << k) | (uint)(value & ((1 << k) - 1)), k + 1);
            return;
        }

        WriteZeros(limit);
        Write(1, 1);
        Write((uint)(value - 1), longBits);
    }

    /// <summary>Pads with zeros to a whole byte, a last 0xFF followed by one more, and hands all on.</summary>
    public void Flush()
    {
        if (_count > 0 || _afterFF) Pad();
        if (_afterFF) Pad();
        output.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }

    private void WriteZeros(int count)
    {
        if (count > 32)
        {
            Write(0, 32);
            count -= 32;
        }

        Write(0, count);
    }

    private void Pad()
    {
        int free = _afterFF ? 7 : 8;
        _pending <<= free - _count;
        _count = free;
        Put();
    }

    private void Put()
    {
        if (_length == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        int taken = _afterFF ? 7 : 8;
        _count -= taken;
        byte next = (byte)((_pending >> _count) & (0xFFu >> (8 - taken)));
        _bytes[_length++] = next;
        _afterFF = next == 0xFF;
    }
}
