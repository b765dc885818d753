using System.Buffers.Binary;

namespace Pipeline.Imaging.Verification;

/// <summary>The bits of one restart interval, as the check after masking reads them. Reused from interval to interval.</summary>
internal sealed class CodedBits
{
    /// <summary>More than a block can take: 64 codes of 16 bits with 15 more each, and 8 bytes of lookahead.</summary>
    private const int Beyond = 288;

    private byte[] _bytes = new byte[1 << 12];
    private int _position;
    private int _end;

    /// <summary>Takes the bytes up to the next marker, without stuffing.</summary>
    /// <returns>Where the marker stands.</returns>
    public int Take(ReadOnlySpan<byte> coded, int at)
    {
        if (_bytes.Length < coded.Length - at + Beyond) _bytes = new byte[coded.Length - at + (coded.Length / 8) + Beyond];
        int length = 0;
        while (true)
        {
            int run = coded[at..].IndexOf((byte)0xFF);
            CodedBlockReader.Expect(run >= 0 && at + run + 1 < coded.Length, "end within a scan");
            coded.Slice(at, run).CopyTo(_bytes.AsSpan(length));
            length += run;
            at += run;
            if (coded[at + 1] != 0) break;
            _bytes[length++] = 0xFF;
            at += 2;
        }

        _bytes.AsSpan(length, Beyond).Clear();
        (_position, _end) = (0, 8 * length);
        return at;
    }

    /// <summary>Reads one block into 64 coefficients in zigzag order, the first of them the DC difference.</summary>
    public void Read(CodeTable dc, CodeTable ac, Span<int> zigzag)
    {
        zigzag.Clear();
        zigzag[0] = Value(Symbol(dc));
        for (int k = 1; k < 64; k++)
        {
            int symbol = Symbol(ac);
            if (symbol == 0) break;
            CodedBlockReader.Expect((symbol & 15) != 0 || symbol == 0xF0, "symbol of another process");
            k += symbol >> 4;
            CodedBlockReader.Expect(k < 64, "run");
            zigzag[k] = Value(symbol & 15);
        }

        CodedBlockReader.Expect(_position <= _end, "end within a block");
    }

    /// <summary>Passes over one block.</summary>
    /// <returns>The DC difference.</returns>
    public int Pass(CodeTable dc, CodeTable ac)
    {
        ulong next = Next;
        ushort step = dc.Symbols[(int)(next >> (64 - CodeTable.Bits))];
        int taken = step >> 8, size = step & 0xFF;
        if (step == 0 || size > 11) return PassSlowly(Value(Symbol(dc)), ac, 1);
        next <<= taken;
        int difference = size == 0 ? 0 : Signed((int)(next >> (64 - size)), size);
        next <<= size;
        taken += size;
        ReadOnlySpan<uint> passes = ac.Passes;
        int k = 1;
        while (true)
        {
            while (taken <= 57 - CodeTable.Bits)
            {
                uint pass = passes[(int)(next >> (64 - CodeTable.Bits))];
                int after = k + (int)((pass >> 8) & 0xFF), bits = (int)(pass & 0xFF);
                if (pass == 0 || after > 63)
                {
                    _position += taken;
                    return PassSlowly(difference, ac, k);
                }

                (k, taken, next) = (after, taken + bits, next << bits);
                if (pass >> 16 == 0) continue;
                _position += taken;
                CodedBlockReader.Expect(_position <= _end, "end within a block");
                return difference;
            }

            _position += taken;
            (next, taken) = (Next, 0);
        }
    }

    /// <summary>The interval must end here: what is left of the last byte is ones.</summary>
    public void RequireEnd()
    {
        int left = _end - _position;
        CodedBlockReader.Expect(left is >= 0 and < 8 && (left == 0 || (_bytes[_position >> 3] | (0xFF << left & 0xFF)) == 0xFF), "padding");
    }

    private ulong Next => BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(_position >> 3)) << (_position & 7);

    private int PassSlowly(int difference, CodeTable ac, int k)
    {
        for (; k < 64; k++)
        {
            int symbol = Symbol(ac);
            if (symbol == 0) break;
            CodedBlockReader.Expect((symbol & 15) != 0 || symbol == 0xF0, "symbol of another process");
            k += symbol >> 4;
            _position += symbol & 15;
            CodedBlockReader.Expect(k < 64, "run");
        }

        CodedBlockReader.Expect(_position <= _end, "end within a block");
        return difference;
    }

    private int Symbol(CodeTable table)
    {
        int symbol = table.Walk(Next, 16, out int length);
        CodedBlockReader.Expect(symbol >= 0, "code");
        _position += length;
        return symbol;
    }

    private int Value(int size)
    {
        CodedBlockReader.Expect(size < 16, "size");
        if (size == 0) return 0;
        int bits = (int)(Next >> (64 - size));
        _position += size;
        return Signed(bits, size);
    }

    private static int Signed(int bits, int size) => bits >> (size - 1) == 0 ? bits - (1 << size) + 1 : bits;
}
