using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// Reads the bits of one restart interval from bytes whose stuffing is removed. The buffer has <see cref="Slack"/> zero
/// bytes after the data, so a block may be read without a check at each code; callers check <see cref="RequireWithin"/>
/// once a block.
/// </summary>
internal ref struct BitSource(ReadOnlySpan<byte> padded, int length)
{
    /// <summary>The longest block is 64 codes of 16 bits with 15 more each: 248 bytes, and 8 to look ahead.</summary>
    public const int Slack = 272;

    private readonly ReadOnlySpan<byte> _bytes = padded;
    private readonly int _end = length * 8;

    /// <summary>Bits read.</summary>
    public int Position { get; set; }

    /// <summary>Bits left.</summary>
    public readonly int Remaining => _end - Position;

    /// <summary>The bytes, for copying bits out.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>At least 57 bits from the position on, left-aligned.</summary>
    public readonly ulong Window => BinaryPrimitives.ReadUInt64BigEndian(_bytes[(Position >> 3)..]) << (Position & 7);

    /// <summary>Reads a DC difference.</summary>
    public int ReadDifference(HuffmanTable table)
    {
        ulong window = Window;
        int size = table.Decode(window, out int length);
        Position += length + size;
        return size == 0 ? 0 : Extend((int)(window << length >> (64 - size)), size);
    }

    /// <summary>Reads a symbol.</summary>
    public int ReadSymbol(HuffmanTable table)
    {
        int symbol = table.Decode(Window, out int length);
        Position += length;
        return symbol;
    }

    /// <summary>Reads 0 to 16 bits.</summary>
    public int ReadBits(int count)
    {
        int bits = (int)(Window >> 32 >> (32 - count));
        Position += count;
        return bits;
    }

    /// <summary>Reads a difference of process 14, where category 16 is 32768 and has no bits (T.81 H.1.2.2).</summary>
    public int ReadLosslessDifference(HuffmanTable table)
    {
        ulong window = Window;
        int size = table.Decode(window, out int length);
        Position += length;
        if (size is 0 or 16) return size << 11;
        Position += size;
        return Extend((int)(window << length >> (64 - size)), size);
    }

    /// <summary>Reads the DC difference of a block and passes over its AC coefficients.</summary>
    public int ReadDifferenceAndSkipAc(HuffmanTable dc, HuffmanTable ac)
    {
        ulong window = Window;
        int size = dc.Decode(window, out int length);
        int difference = size == 0 ? 0 : Extend((int)(window << length >> (64 - size)), size);
        SkipAc(ac, window << (length + size), length + size);
        return difference;
    }

    /// <summary>Passes over the AC coefficients of a block.</summary>
    public void SkipAc(HuffmanTable table) => SkipAc(table, Window, 0);

    // Of the window's 57 bits some are used; as long as it holds a whole index of the table it need not be read again.
    private void SkipAc(HuffmanTable table, ulong window, int used)
    {
        ReadOnlySpan<uint> leaps = table.Leaps;
        int k = 1;
        while (true)
        {
            while (used <= 57 - HuffmanTable.LeapBits)
            {
                uint leap = leaps[(int)(window >> (64 - HuffmanTable.LeapBits))];
                int bits = (int)(leap & 0xFF), next = k + (int)((leap >> 8) & 0xFF);
                if (bits == 0 || next > 63)
                {
                    Position += used;
                    SkipAcBySymbol(table, k);
                    return;
                }

                (k, used, window) = (next, used + bits, window << bits);
                if (leap < 1 << 16) continue;
                Position += used;
                return;
            }

            Position += used;
            (window, used) = (Window, 0);
        }
    }

    private void SkipAcBySymbol(HuffmanTable table, int k)
    {
        while (k < 64)
        {
            int symbol = table.Decode(Window, out int length);
            int size = symbol & 15;
            Position += length + size;
            if (symbol == 0) break;
            k += Advance(symbol);
        }

        if (k > 64) throw JpegStructure.Corrupt("more than 64 coefficients in a block");
    }

    /// <summary>Reads the AC coefficients of a block for <see cref="InverseDct"/> into a cleared span.</summary>
    /// <param name="table">Huffman table.</param>
    /// <param name="divisors">Scaled, in zigzag order.</param>
    /// <param name="block">By <see cref="InverseDct.Places"/>.</param>
    /// <returns>Whether there was any.</returns>
    public bool ReadScaledAc(HuffmanTable table, float[] divisors, scoped Span<float> block)
    {
        byte[] places = InverseDct.Places;
        int k = 1;
        while (k < 64)
        {
            ulong window = Window;
            int symbol = table.Decode(window, out int length);
            int size = symbol & 15;
            Position += length + size;
            if (symbol == 0) return k > 1;
            k += Advance(symbol);
            if (k > 64) break;
            if (size != 0) block[places[k - 1]] = Extend((int)(window << length >> (64 - size)), size) * divisors[k - 1];
        }

        return k <= 64 ? true : throw JpegStructure.Corrupt("more than 64 coefficients in a block");
    }

    /// <summary>Fails where more bits were read than there are.</summary>
    public readonly void RequireWithin()
    {
        if (Position > _end) throw JpegStructure.Corrupt("entropy-coded data cut short");
    }

    /// <summary>Fails where a byte or more is left after the last MCU: nobody would see what it holds.</summary>
    public readonly void RequireEnd()
    {
        if (Remaining >= 8) throw JpegStructure.Corrupt("data after the last block of an interval");
    }

    /// <summary>The coefficients a nonzero AC symbol moves on by.</summary>
    public static int Advance(int symbol)
        => (symbol & 15) != 0 || symbol == 0xF0 ? (symbol >> 4) + 1 : throw JpegStructure.Corrupt("AC symbol of another process");

    /// <summary>The value of bits after their size category (T.81 F.2.2.1).</summary>
    public static int Extend(int bits, int size) => bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}
