using System.Buffers.Binary;

namespace Pipeline.Imaging.Verification;

/// <summary>
/// Reads the coded coefficients of a masked JPEG for the check after masking. Shares no code with the masking, on purpose:
/// what one misreads the other should not. Reads only what masking writes: SOF0 or SOF1, no foreign segments.
/// </summary>
internal ref struct CodedBlockReader(ReadOnlySpan<byte> coded, CodedFrame frame)
{
    /// <summary>Sees a block: component, column and row of blocks within it, 64 quantized coefficients in zigzag order.</summary>
    public delegate void Block(int component, int column, int row, ReadOnlySpan<int> zigzag);

    private readonly ReadOnlySpan<byte> _coded = coded;
    private readonly int[][] _divisors = [[], [], [], []];
    private readonly int[][] _huffman = [[], [], [], [], [], [], [], []];
    private readonly int[] _zigzag = new int[64];
    private int _at;
    private uint _bits;
    private int _bitCount;
    private int _restartInterval;

    /// <summary>Reads the whole stream, showing every block.</summary>
    public void Read(Block block)
    {
        Expect(_coded.Length > 4 && Word() == 0xFFD8, "start");
        int scanned = 0;
        while (true)
        {
            int marker = Word();
            if (marker == 0xFFD9) break;
            int length = Word(), end = _at + length - 2;
            Expect(length >= 2 && end <= _coded.Length, "segment");
            if (marker == 0xFFDA) scanned += Scan(block, end);
            else Segment(marker, _coded[_at..end]);
            if (marker != 0xFFDA) _at = end;
        }

        Expect(_at == _coded.Length, "bytes after the end of image");
        Expect(frame.Components.Length > 0 && scanned == frame.Components.Length, "components without a scan");
    }

    private void Segment(int marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case 0xFFDB: Divisors(body); break;
            case 0xFFC4: Huffman(body); break;
            case 0xFFC0 or 0xFFC1: Frame(body); break;
            case 0xFFDD: _restartInterval = (body[0] << 8) | body[1]; break;
            case 0xFFE0: Expect(body.SequenceEqual("JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8), "JFIF"); frame.Jfif = true; break;
            case 0xFFEE: Expect(body.Length == 12 && body.StartsWith("Adobe\0d\0\0\0\0"u8), "Adobe"); frame.Adobe = body[11]; break;
            default: throw Failed($"segment 0x{marker:X4}");
        }
    }

    private readonly void Divisors(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            int size = (body[0] >> 4) + 1;
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) table[i] = size == 1 ? body[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(body[(1 + (2 * i))..]);
            _divisors[body[0] & 3] = table;
            body = body[(1 + (64 * size))..];
        }
    }

    // A table is a flat tree: entry 2n + bit of node n is the next node, or ~symbol, or 0 where no code leads.
    private readonly void Huffman(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            int symbols = 0;
            foreach (byte count in body.Slice(1, 16)) symbols += count;
            int[] tree = new int[2 * ((symbols * 16) + 2)];
            int nodes = 1, code = 0, symbol = 0;
            for (int length = 1; length <= 16; length++, code <<= 1)
            {
                for (int i = 0; i < body[length]; i++, code++, symbol++)
                {
                    int node = 0;
                    for (int bit = length - 1; bit > 0; bit--)
                    {
                        ref int next = ref tree[(2 * node) + ((code >> bit) & 1)];
                        if (next == 0) next = nodes++;
                        Expect(next > 0, "Huffman table");
                        node = next;
                    }

                    tree[(2 * node) + (code & 1)] = ~body[17 + symbol];
                }
            }

            _huffman[((body[0] >> 4) * 4) + (body[0] & 3)] = tree;
            body = body[(17 + symbols)..];
        }
    }

    private void Frame(ReadOnlySpan<byte> body)
    {
        Expect(body[0] == 8 && frame.Components.Length == 0, "frame header");
        frame.Size = ((body[3] << 8) | body[4], (body[1] << 8) | body[2]);
        frame.Components = new (int, int, int, int)[body[5]];
        frame.DcDivisors = new int[body[5]];
        for (int i = 0; i < body[5]; i++)
        {
            ReadOnlySpan<byte> c = body.Slice(6 + (3 * i), 3);
            frame.Components[i] = body[5] == 1 ? (c[0], 1, 1, c[2]) : (c[0], c[1] >> 4, c[1] & 15, c[2]);
            Expect(frame.Components[i].H is > 0 and < 5 && frame.Components[i].V is > 0 and < 5, "sampling");
            frame.McuWidth = Math.Max(frame.McuWidth, 8 * frame.Components[i].H);
            frame.McuHeight = Math.Max(frame.McuHeight, 8 * frame.Components[i].V);
        }
    }

    private int Scan(Block block, int headerEnd)
    {
        int count = _coded[_at];
        Span<(int Component, int Dc, int Ac)> parts = stackalloc (int, int, int)[count];
        for (int i = 0; i < count; i++)
        {
            int id = _coded[_at + 1 + (2 * i)], tables = _coded[_at + 2 + (2 * i)];
            int component = Array.FindIndex(frame.Components, c => c.Id == id);
            Expect(component >= 0, "scan");
            parts[i] = (component, tables >> 4, 4 + (tables & 15));
            frame.DcDivisors[component] = _divisors[frame.Components[component].Divisors][0];
        }

        _at = headerEnd;
        (int widest, int highest) = (frame.McuWidth / 8, frame.McuHeight / 8);
        (int _, int ownH, int ownV, int _) = frame.Components[parts[0].Component];
        int wide = Up(count == 1 ? Up(frame.Size.Width * ownH, widest) : frame.Size.Width, count == 1 ? 8 : 8 * widest);
        int high = Up(count == 1 ? Up(frame.Size.Height * ownV, highest) : frame.Size.Height, count == 1 ? 8 : 8 * highest);
        int[] predictions = new int[4];
        (_bits, _bitCount) = (0, 0);
        for (int mcu = 0; mcu < wide * high; mcu++)
        {
            if (_restartInterval > 0 && mcu > 0 && mcu % _restartInterval == 0) Restart(predictions, (mcu / _restartInterval) - 1);
            foreach ((int component, int dc, int ac) in parts)
            {
                (int _, int h, int v, int _) = count == 1 ? (0, 1, 1, 0) : frame.Components[component];
                for (int b = 0; b < h * v; b++)
                {
                    Coefficients(_huffman[dc], _huffman[ac], ref predictions[component]);
                    block(component, (mcu % wide * h) + (b % h), (mcu / wide * v) + (b / h), _zigzag);
                }
            }
        }

        EndInterval();
        return count;
    }

    private void Coefficients(int[] dc, int[] ac, ref int prediction)
    {
        Array.Clear(_zigzag);
        prediction += Value(Symbol(dc));
        _zigzag[0] = prediction;
        for (int k = 1; k < 64; k++)
        {
            int symbol = Symbol(ac);
            if (symbol == 0) return;
            k += symbol >> 4;
            Expect(k < 64, "run");
            _zigzag[k] = Value(symbol & 15);
        }
    }

    private int Symbol(int[] tree)
    {
        int node = 0;
        do
        {
            node = tree[(2 * node) + Bit()];
            Expect(node != 0, "code");
        }
        while (node > 0);
        return ~node;
    }

    private int Value(int size)
    {
        int bits = 0;
        for (int i = 0; i < size; i++) bits = (bits << 1) | Bit();
        return size > 0 && bits >> (size - 1) == 0 ? bits - (1 << size) + 1 : bits;
    }

    private int Bit()
    {
        if (_bitCount == 0)
        {
            Expect(_at < _coded.Length - 1, "end within a scan");
            _bits = _coded[_at++];
            if (_bits == 0xFF) Expect(_coded[_at++] == 0, "marker within a scan");
            _bitCount = 8;
        }

        return (int)(_bits >> --_bitCount) & 1;
    }

    private void Restart(int[] predictions, int number)
    {
        EndInterval();
        Expect(Word() == 0xFFD0 + (number % 8), "restart marker");
        Array.Clear(predictions);
    }

    private void EndInterval()
    {
        Expect((_bits & ((1u << _bitCount) - 1)) == (1u << _bitCount) - 1, "padding");
        _bitCount = 0;
    }

    private int Word()
    {
        Expect(_at + 2 <= _coded.Length, "end");
        _at += 2;
        return (_coded[_at - 2] << 8) | _coded[_at - 1];
    }

    private static int Up(int value, int unit) => (value + unit - 1) / unit;

    private static void Expect(bool condition, string what)
    {
        if (!condition) throw Failed(what);
    }

    private static ImageFormatException Failed(string what) => new(PixelReasons.MaskNotProven, $"the masked JPEG reads wrong: {what}");
}
