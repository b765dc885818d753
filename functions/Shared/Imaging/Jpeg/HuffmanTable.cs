namespace Pipeline.Imaging.Jpeg;

/// <summary>One Huffman table, ready to decode and to encode (ITU-T T.81 annexes C and F).</summary>
internal sealed class HuffmanTable
{
    /// <summary>Bits that choose an entry of <see cref="Leaps"/>.</summary>
    public const int LeapBits = 11;

    private const int FastBits = 10;

    private readonly byte[] _values;
    private readonly ushort[] _fast = new ushort[1 << FastBits];
    private readonly int[] _lastCode = new int[17];
    private readonly int[] _valueOffset = new int[17];
    private readonly ushort[] _code = new ushort[256];
    private readonly byte[] _length = new byte[256];
    private uint[]? _leaps;

    /// <param name="counts">16 numbers of codes of lengths 1 to 16.</param>
    /// <param name="values">The symbols in order of code.</param>
    /// <exception cref="ImageFormatException">More codes of a length than there is room for, or a symbol twice.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        Counts = counts.ToArray();
        _values = values.ToArray();
        int code = 0, index = 0;
        for (int length = 1; length <= 16; length++)
        {
            _valueOffset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, index++, code++) Assign(values[index], code, length);
            if (code > 1 << length) throw JpegStructure.Corrupt("Huffman table with too many codes");
            _lastCode[length] = counts[length - 1] == 0 ? -1 : code - 1;
            code <<= 1;
        }
    }

    /// <summary>Reads the tables of a DHT segment (T.81 B.2.4.2).</summary>
    /// <param name="body">What the segment holds.</param>
    /// <param name="known">Tables of frames before.</param>
    /// <returns>Of each: class (0 DC or lossless, 1 AC), selector 0 to 3, table.</returns>
    /// <exception cref="ImageFormatException">A table is cut short or impossible.</exception>
    public static List<(int Class, int Selector, HuffmanTable Table)> ReadAll(ReadOnlySpan<byte> body, HuffmanTables known)
    {
        List<(int, int, HuffmanTable)> tables = [];
        while (!body.IsEmpty)
        {
            if (body.Length < 17) throw JpegStructure.Corrupt("Huffman table cut short");
            int tableClass = body[0] >> 4, selector = body[0] & 15, symbols = 0;
            ReadOnlySpan<byte> counts = body.Slice(1, 16);
            foreach (byte count in counts) symbols += count;
            if (tableClass > 1 || selector > 3 || symbols > 256 || body.Length < 17 + symbols) throw JpegStructure.Corrupt("Huffman table");
            tables.Add((tableClass, selector, known.Of(counts, body.Slice(17, symbols))));
            body = body[(17 + symbols)..];
        }

        return tables;
    }

    /// <summary>16 numbers of codes by length.</summary>
    public byte[] Counts { get; }

    /// <summary>Symbols in order of code.</summary>
    public ReadOnlySpan<byte> Values => _values;

    /// <summary>Length of a symbol's code in bits; 0 where the table has none.</summary>
    public int LengthOf(int symbol) => _length[symbol];

    /// <summary>A symbol's code, right-aligned.</summary>
    public uint CodeOf(int symbol) => _code[symbol];

    /// <summary>
    /// Of an AC table, by the next <see cref="LeapBits"/> bits: what the symbols coded in them do together. Bits 0 to 7 are the
    /// bits they take, those after their codes included; 8 to 15 the coefficients passed; 16 says that the block ends. 0 where the
    /// first code is longer, or is none of a sequential process.
    /// </summary>
    public ReadOnlySpan<uint> Leaps => _leaps ??= BuildLeaps();

    /// <summary>The symbol whose code begins a window of bits, left-aligned in 64.</summary>
    /// <exception cref="ImageFormatException">No code begins so.</exception>
    public int Decode(ulong window, out int length)
    {
        int entry = _fast[(int)(window >> (64 - FastBits))];
        if (entry == 0) return DecodeLong(window, out length);
        length = entry >> 8;
        return entry & 0xFF;
    }

    private uint[] BuildLeaps()
    {
        uint[] leaps = new uint[1 << LeapBits];
        for (int next = 0; next < leaps.Length; next++)
        {
            int bits = 0, passed = 0, ends = 0;
            while (bits < LeapBits && ends == 0)
            {
                int entry = _fast[((next << bits) & (leaps.Length - 1)) >> (LeapBits - FastBits)], length = entry >> 8, symbol = entry & 0xFF;
                if (entry == 0 || bits + length > LeapBits || (symbol != 0xF0 && symbol != 0 && (symbol & 15) == 0)) break;
                bits += length + (symbol & 15);
                if (symbol == 0) ends = 1;
                else passed += (symbol >> 4) + 1;
            }

            leaps[next] = (uint)(bits | (passed << 8) | (ends << 16));
        }

        return leaps;
    }

    private int DecodeLong(ulong window, out int length)
    {
        for (length = FastBits + 1; length <= 16; length++)
        {
            int code = (int)(window >> (64 - length));
            if (code <= _lastCode[length]) return _values[_valueOffset[length] + code];
        }

        throw JpegStructure.Corrupt("bits that are no Huffman code");
    }

    private void Assign(byte symbol, int code, int length)
    {
        if (_length[symbol] != 0) throw JpegStructure.Corrupt("Huffman table with a symbol twice");
        if (code >= 1 << length) throw JpegStructure.Corrupt("Huffman table with too many codes");
        (_code[symbol], _length[symbol]) = ((ushort)code, (byte)length);
        if (length <= FastBits)
            _fast.AsSpan(code << (FastBits - length), 1 << (FastBits - length)).Fill((ushort)((length << 8) | symbol));
    }
}
