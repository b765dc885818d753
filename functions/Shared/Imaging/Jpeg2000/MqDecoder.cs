namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The MQ arithmetic decoder (T.800 annex C), and the plain bits that take its place in bypassed passes (D.6).</summary>
internal struct MqDecoder
{
    /// <summary>Bytes after a codeword that are read as if it went on with ones.</summary>
    public const int Slack = 2;

    // By state, twice: for 0 and for 1 being the more probable symbol.
    private static readonly ushort[] Probability = new ushort[94];
    private static readonly byte[] AfterMore = new byte[94];
    private static readonly byte[] AfterLess = new byte[94];

    private byte[] _bytes;
    private int _at;
    private int _end;
    private uint _code;
    private uint _interval;
    private int _left;

    static MqDecoder()
    {
        // Table C.2: Qe, next state after the more and the less probable symbol, and whether they change places.
        ReadOnlySpan<ushort> rows =
        [
            0x5601, 1, 1, 1, 0x3401, 2, 6, 0, 0x1801, 3, 9, 0, 0x0AC1, 4, 12, 0, 0x0521, 5, 29, 0, 0x0221, 38, 33, 0, 0x5601, 7, 6, 1, 0x5401, 8, 14, 0,
            0x4801, 9, 14, 0, 0x3801, 10, 14, 0, 0x3001, 11, 17, 0, 0x2401, 12, 18, 0, 0x1C01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1, 0x5401, 16, 14, 0,
            0x5101, 17, 15, 0, 0x4801, 18, 16, 0, 0x3801, 19, 17, 0, 0x3401, 20, 18, 0, 0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0, 0x2201, 24, 21, 0,
            0x1C01, 25, 22, 0, 0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29, 26, 0, 0x1101, 30, 27, 0, 0x0AC1, 31, 28, 0, 0x09C1, 32, 29, 0,
            0x08A1, 33, 30, 0, 0x0521, 34, 31, 0, 0x0441, 35, 32, 0, 0x02A1, 36, 33, 0, 0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40, 37, 0,
            0x0049, 41, 38, 0, 0x0025, 42, 39, 0, 0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0, 0x0001, 45, 43, 0, 0x5601, 46, 46, 0,
        ];
        for (int state = 0; state < 94; state++)
        {
            ReadOnlySpan<ushort> row = rows.Slice(4 * (state / 2), 4);
            int symbol = state & 1;
            Probability[state] = row[0];
            AfterMore[state] = (byte)((2 * row[1]) | symbol);
            AfterLess[state] = (byte)((2 * row[2]) | (symbol ^ row[3]));
        }
    }

    /// <summary>Begins a codeword.</summary>
    /// <param name="bytes">Holds it, and <see cref="Slack"/> bytes of 0xFF after it.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="isRaw">Its passes are bypassed.</param>
    public void Start(byte[] bytes, int start, int length, bool isRaw)
    {
        (_bytes, _at, _end, _left, _code) = (bytes, start, start + length, 0, 0);
        if (isRaw) return;
        _code = (uint)bytes[start] << 16;
        NextByte();
        _code <<= 7;
        _left -= 7;
        _interval = 0x8000;
    }

    /// <summary>Decodes a symbol in a context, whose state (twice the number, plus the more probable symbol) moves on.</summary>
    public int Decode(ref byte context)
    {
        int state = context;
        uint probability = Probability[state];
        _interval -= probability;
        bool more;
        if (_code >> 16 < probability)
        {
            more = _interval < probability;
            _interval = probability;
        }
        else
        {
            _code -= probability << 16;
            if ((_interval & 0x8000) != 0) return state & 1;
            more = _interval >= probability;
        }

        context = more ? AfterMore[state] : AfterLess[state];
        do
        {
            if (_left == 0) NextByte();
            _interval <<= 1;
            _code <<= 1;
            _left--;
        }
        while ((_interval & 0x8000) == 0);
        return more ? state & 1 : 1 - (state & 1);
    }

    /// <summary>Reads a plain bit.</summary>
    public int ReadRaw()
    {
        if (_left == 0)
        {
            _left = _code == 0xFF ? 7 : 8;
            _code = _at < _end ? _bytes[_at++] : 0xFFu;
        }

        return (int)(_code >> --_left) & 1;
    }

    private void NextByte()
    {
        if (_bytes[_at] != 0xFF)
        {
            _code += (uint)_bytes[++_at] << 8;
            _left = 8;
        }
        else if (_bytes[_at + 1] > 0x8F)
        {
            _code += 0xFF00;
            _left = 8;
        }
        else
        {
            _code += (uint)_bytes[++_at] << 9;
            _left = 7;
        }
    }
}
