using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Imaging.Verification;

/// <summary>
/// Reads the coded coefficients of masked JPEGs for the check after masking. Shares no code with the masking, on purpose:
/// what one misreads the other should not. Reads only what masking writes: SOF0 or SOF1, no foreign segments. Every
/// block of every scan is walked to the end, but only those asked for are shown. Keeps tables and buffers; one thread at a time.
/// </summary>
/// <param name="wanted">Whether a unit, given by the pixels it covers, is to be shown.</param>
internal sealed class CodedBlockReader(Predicate<PixelRectangle> wanted)
{
    /// <summary>Sees a block: component, column and row of blocks within it, 64 quantized coefficients in zigzag order.</summary>
    public delegate void Block(int component, int column, int row, ReadOnlySpan<int> zigzag);

    private readonly CodedBits _bits = new();
    private readonly CodeTable?[] _tables = new CodeTable?[8];
    private readonly bool[] _defined = new bool[8];
    private readonly int[][] _divisors = [[], [], [], []];
    private readonly int[] _zigzag = new int[64];
    private readonly Dictionary<(int Wide, int High, int UnitWidth, int UnitHeight), bool[]> _shown = [];
    private CodedFrame _frame = new();
    private int _at;
    private int _restartInterval;

    /// <summary>Reads the whole stream.</summary>
    /// <param name="coded">One frame.</param>
    /// <param name="frame">New; receives what the headers say.</param>
    /// <param name="block">Is shown the blocks of wanted units.</param>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.MaskNotProven"/>: something masking does not write.</exception>
    public void Read(ReadOnlySpan<byte> coded, CodedFrame frame, Block block)
    {
        (_frame, _at, _restartInterval) = (frame, 0, 0);
        Array.Clear(_defined);
        Array.Fill(_divisors, []);
        Expect(coded.Length > 4 && Word(coded) == 0xFFD8, "start");
        int scanned = 0;
        while (true)
        {
            int marker = Word(coded);
            if (marker == 0xFFD9) break;
            int length = Word(coded), end = _at + length - 2;
            Expect(length >= 2 && end <= coded.Length, "segment");
            if (marker == 0xFFDA) scanned += Scan(coded, end, block);
            else Segment(marker, coded[_at..end]);
            if (marker != 0xFFDA) _at = end;
        }

        Expect(_at == coded.Length, "bytes after the end of image");
        Expect(frame.Components.Length > 0 && scanned == frame.Components.Length, "components without a scan");
    }

    /// <summary>Refuses the frame.</summary>
    public static void Expect([DoesNotReturnIf(false)] bool condition, string what)
    {
        if (!condition) throw Failed(what);
    }

    private void Segment(int marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case 0xFFDB: Divisors(body); break;
            case 0xFFC4: Huffman(body); break;
            case 0xFFC0 or 0xFFC1: Frame(body); break;
            case 0xFFDD: _restartInterval = (body[0] << 8) | body[1]; break;
            case 0xFFE0: Expect(body.SequenceEqual("JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8), "JFIF"); _frame.Jfif = true; break;
            case 0xFFEE: Expect(body.Length == 12 && body.StartsWith("Adobe\0d\0\0\0\0"u8), "Adobe"); _frame.Adobe = body[11]; break;
            default: throw Failed($"segment 0x{marker:X4}");
        }
    }

    private void Divisors(ReadOnlySpan<byte> body)
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

    private void Huffman(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            int symbols = 0, place = ((body[0] >> 4) * 4) + (body[0] & 3);
            foreach (byte count in body.Slice(1, 16)) symbols += count;
            ReadOnlySpan<byte> segment = body.Slice(1, 16 + symbols);
            if (_tables[place]?.IsOf(segment) != true) _tables[place] = new CodeTable(segment);
            _defined[place] = true;
            body = body[(17 + symbols)..];
        }
    }

    private void Frame(ReadOnlySpan<byte> body)
    {
        Expect(body[0] is 8 or 12 && _frame.Components.Length == 0, "frame header");
        _frame.Precision = body[0];
        _frame.Size = ((body[3] << 8) | body[4], (body[1] << 8) | body[2]);
        _frame.Components = new (int, int, int, int)[body[5]];
        _frame.Divisors = new int[body[5]][];
        for (int i = 0; i < body[5]; i++)
        {
            ReadOnlySpan<byte> c = body.Slice(6 + (3 * i), 3);
            (int Id, int H, int V, int Divisors) component = body[5] == 1 ? (c[0], 1, 1, c[2]) : (c[0], c[1] >> 4, c[1] & 15, c[2]);
            Expect(component.H is > 0 and < 5 && component.V is > 0 and < 5, "sampling");
            _frame.Components[i] = component;
            _frame.McuWidth = Math.Max(_frame.McuWidth, 8 * component.H);
            _frame.McuHeight = Math.Max(_frame.McuHeight, 8 * component.V);
        }
    }

    private int Scan(ReadOnlySpan<byte> coded, int headerEnd, Block block)
    {
        int count = coded[_at];
        Span<(int Component, int H, int V, int Dc, int Ac)> parts = stackalloc (int, int, int, int, int)[count];
        for (int i = 0; i < count; i++)
        {
            int id = coded[_at + 1 + (2 * i)], dc = coded[_at + 2 + (2 * i)] >> 4, ac = 4 + (coded[_at + 2 + (2 * i)] & 15);
            int component = Array.FindIndex(_frame.Components, c => c.Id == id);
            Expect(component >= 0 && _defined[dc] && _defined[ac], "scan");
            (int _, int h, int v, int divisors) = _frame.Components[component];
            parts[i] = count == 1 ? (component, 1, 1, dc, ac) : (component, h, v, dc, ac);
            _frame.Divisors[component] = _divisors[divisors];
            Expect(_frame.Divisors[component].Length == 64, "divisors");
        }

        _at = headerEnd;
        (int widest, int highest) = (_frame.McuWidth / 8, _frame.McuHeight / 8);
        (int _, int ownH, int ownV, int _) = _frame.Components[parts[0].Component];
        int wide = Up(count == 1 ? Up(_frame.Size.Width * ownH, widest) : _frame.Size.Width, count == 1 ? 8 : 8 * widest);
        int high = Up(count == 1 ? Up(_frame.Size.Height * ownV, highest) : _frame.Size.Height, count == 1 ? 8 : 8 * highest);
        Expect(wide * (long)high <= 4L * coded.Length, "fewer bits than blocks");
        bool[] shown = Shown(wide, high, count == 1 ? ownH : 1, count == 1 ? ownV : 1);
        Span<int> predictions = stackalloc int[4];
        _at = _bits.Take(coded, _at);
        for (int mcu = 0; mcu < wide * high; mcu++)
        {
            if (_restartInterval > 0 && mcu > 0 && mcu % _restartInterval == 0) Restart(coded, predictions, (mcu / _restartInterval) - 1);
            if (shown[mcu]) Show(parts, mcu, wide, predictions, block);
            else Pass(parts, predictions);
        }

        _bits.RequireEnd();
        return count;
    }

    /// <summary>Which units of a scan are to be shown: all blocks of one component count as those of the MCU they lie in.</summary>
    private bool[] Shown(int wide, int high, int perMcuWide, int perMcuHigh)
    {
        (int, int, int, int) key = (wide, high, (_frame.McuWidth * 8) + perMcuWide, (_frame.McuHeight * 8) + perMcuHigh);
        if (_shown.TryGetValue(key, out bool[]? shown)) return shown;
        shown = new bool[wide * high];
        for (int unit = 0; unit < shown.Length; unit++)
            shown[unit] = wanted(new PixelRectangle(unit % wide / perMcuWide * _frame.McuWidth, unit / wide / perMcuHigh * _frame.McuHeight, _frame.McuWidth, _frame.McuHeight));
        if (_shown.Count == 8) _shown.Clear();
        _shown.Add(key, shown);
        return shown;
    }

    private void Pass(ReadOnlySpan<(int Component, int H, int V, int Dc, int Ac)> parts, Span<int> predictions)
    {
        foreach ((int component, int h, int v, int dc, int ac) in parts)
            for (int b = h * v; b > 0; b--) predictions[component] += _bits.Pass(_tables[dc]!, _tables[ac]!);
    }

    private void Show(ReadOnlySpan<(int Component, int H, int V, int Dc, int Ac)> parts, int mcu, int wide, Span<int> predictions, Block block)
    {
        foreach ((int component, int h, int v, int dc, int ac) in parts)
        {
            for (int b = 0; b < h * v; b++)
            {
                _bits.Read(_tables[dc]!, _tables[ac]!, _zigzag);
                predictions[component] += _zigzag[0];
                _zigzag[0] = predictions[component];
                block(component, (mcu % wide * h) + (b % h), (mcu / wide * v) + (b / h), _zigzag);
            }
        }
    }

    private void Restart(ReadOnlySpan<byte> coded, Span<int> predictions, int number)
    {
        _bits.RequireEnd();
        Expect(Word(coded) == 0xFFD0 + (number % 8), "restart marker");
        predictions.Clear();
        _at = _bits.Take(coded, _at);
    }

    private int Word(ReadOnlySpan<byte> coded)
    {
        Expect(_at + 2 <= coded.Length, "end");
        _at += 2;
        return (coded[_at - 2] << 8) | coded[_at - 1];
    }

    private static int Up(int value, int unit) => (value + unit - 1) / unit;

    private static ImageFormatException Failed(string what) => new(PixelReasons.MaskNotProven, $"the masked JPEG reads wrong: {what}");
}
