using System.Buffers.Binary;
using System.Numerics;

namespace Pipeline.Imaging.JpegLs;

/// <summary>Reads the bits of a scan; a byte after 0xFF has seven (T.87 A.1).</summary>
internal ref struct JpegLsBitReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _plainUntil;
    private ulong _window;
    private int _count;

    public JpegLsBitReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        FindNextFF();
    }

    /// <summary>Whether no whole byte is left unread.</summary>
    public readonly bool IsAtEnd => _at >= _bytes.Length && _count < 16;

    public int ReadBit() => (int)ReadBits(1);

    /// <summary>Reads 0 to 32 bits.</summary>
    public uint ReadBits(int count)
    {
        if (count == 0) return 0;
        Require(count);
        uint bits = (uint)(_window >> (64 - count));
        Skip(count);
        return bits;
    }

    /// <summary>Reads a limited-length Golomb code (A.5.3): zeros, a one, then bits.</summary>
    /// <param name="k">Golomb parameter.</param>
    /// <param name="limit">As many zeros mean that the number itself follows.</param>
    /// <param name="longBits">Its bits.</param>
    public int ReadGolomb(int k, int limit, int longBits)
    {
        if (_count < 57) Fill();
        int zeros = BitOperations.LeadingZeroCount(_window);
        if (zeros < limit)
        {
            int total = zeros + 1 + k;
            if (total > _count || k == 0 || total > 63) return Slowly(zeros, k);
            int low = (int)(_window << (zeros + 1) >> (64 - k));
            Skip(total);
            return (zeros << k) | low;
        }

        Require(limit + 1);
        if (zeros > limit) throw JpegLsDecoder.Corrupt("code longer than its limit");
        Skip(limit + 1);
        return (int)ReadBits(longBits) + 1;
    }

    private int Slowly(int zeros, int k)
    {
        Require(zeros + 1);
        Skip(zeros + 1);
        return (zeros << k) | (int)ReadBits(k);
    }

    private void Skip(int count)
    {
        _window <<= count;
        _count -= count;
    }

    private void Require(int count)
    {
        if (_count >= count) return;
        Fill();
        if (_count < count) throw JpegLsDecoder.Corrupt("entropy-coded data cut short");
    }

    private void Fill()
    {
        if (_at + 8 <= _plainUntil)
        {
            _window |= BinaryPrimitives.ReadUInt64BigEndian(_bytes[_at..]) >> _count;
            int bytes = (63 - _count) >> 3;
            _at += bytes;
            _count += 8 * bytes;
            return;
        }

        while (_count <= 55 && _at < _bytes.Length)
        {
            byte next = _bytes[_at++];
            _window |= (ulong)next << (56 - _count);
            _count += 8;

            // The zero bit stuffed into the next byte lies over the last bit of this one, which the window keeps.
            if (next != 0xFF) continue;
            _count--;
            FindNextFF();
        }
    }

    private void FindNextFF()
    {
        int next = _bytes[_at..].IndexOf((byte)0xFF);
        _plainUntil = next < 0 ? _bytes.Length : _at + next;
    }
}
