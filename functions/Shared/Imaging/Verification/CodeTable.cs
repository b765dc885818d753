namespace Pipeline.Imaging.Verification;

/// <summary>
/// One Huffman table of the check after masking: a flat tree grown from the segment, and what the next bits do, looked up at once,
/// filled by walking that tree.
/// </summary>
internal sealed class CodeTable
{
    /// <summary>Bits that are looked up at once.</summary>
    public const int Bits = 12;

    private readonly byte[] _segment;

    // Entry 2n + bit of node n is the next node, or ~symbol, or 0 where no code leads.
    private readonly int[] _tree;
    private readonly ushort[] _symbols = new ushort[1 << Bits];
    private readonly uint[] _passes = new uint[1 << Bits];

    /// <param name="segment">16 numbers of codes by length, then the symbols.</param>
    /// <exception cref="ImageFormatException">The codes are no tree.</exception>
    public CodeTable(ReadOnlySpan<byte> segment)
    {
        _segment = segment.ToArray();
        _tree = Grow(segment);
        for (int next = 0; next < 1 << Bits; next++)
        {
            int symbol = Walk((ulong)next << (64 - Bits), Bits, out int length);
            if (symbol >= 0) _symbols[next] = (ushort)((length << 8) | symbol);
        }

        for (int next = 0; next < 1 << Bits; next++) _passes[next] = Pass(next);
    }

    /// <summary>By the next bits: length of the first code in the high byte, its symbol in the low one; 0 where it is longer.</summary>
    public ReadOnlySpan<ushort> Symbols => _symbols;

    /// <summary>
    /// By the next bits: the bits that all AC symbols coded in them take (0 to 7), the coefficients they pass (8 to 15), whether
    /// the block ends there (16); 0 where the first code is longer or is none.
    /// </summary>
    public ReadOnlySpan<uint> Passes => _passes;

    /// <summary>Whether it was made from this segment.</summary>
    public bool IsOf(ReadOnlySpan<byte> segment) => segment.SequenceEqual(_segment);

    /// <summary>The symbol that bits, left-aligned in 64, begin with; -1 where they are no code.</summary>
    public int Walk(ulong bits, int most, out int length)
    {
        int node = 0;
        for (length = 1; length <= most; length++, bits <<= 1)
        {
            node = _tree[(2 * node) + (int)(bits >> 63)];
            if (node < 0) return ~node;
            if (node == 0) break;
        }

        return -1;
    }

    private static int[] Grow(ReadOnlySpan<byte> segment)
    {
        int symbols = segment.Length - 16, nodes = 1, code = 0, symbol = 0;
        int[] tree = new int[2 * ((symbols * 16) + 2)];
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            for (int i = 0; i < segment[length - 1]; i++, code++, symbol++)
            {
                int node = 0;
                for (int bit = length - 1; bit > 0; bit--)
                {
                    ref int next = ref tree[(2 * node) + ((code >> bit) & 1)];
                    if (next == 0) next = nodes++;
                    if (next < 0) throw new ImageFormatException(PixelReasons.MaskNotProven, "the masked JPEG reads wrong: Huffman table");
                    node = next;
                }

                tree[(2 * node) + (code & 1)] = ~segment[16 + symbol];
            }
        }

        return tree;
    }

    private uint Pass(int next)
    {
        int taken = 0, passed = 0;
        while (taken < Bits)
        {
            ushort step = _symbols[(next << taken) & ((1 << Bits) - 1)];
            int length = step >> 8, symbol = step & 0xFF;
            if (step == 0 || taken + length > Bits || (symbol is not (0 or 0xF0) && (symbol & 15) == 0)) break;
            taken += length + (symbol & 15);
            if (symbol == 0) return (uint)(taken | (passed << 8) | (1 << 16));
            passed += (symbol >> 4) + 1;
        }

        return (uint)(taken | (passed << 8));
    }
}
