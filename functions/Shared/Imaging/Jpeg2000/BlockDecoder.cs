using static Pipeline.Imaging.Jpeg2000.BlockContexts;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>
/// Decodes code-blocks bit-plane by bit-plane (T.800 annex D). Coefficients come out doubled, a half added to those whose
/// lower planes are not coded: the middle of what they may be (E.1.1.2, r = 1/2). Keeps buffers from block to block.
/// </summary>
internal sealed class BlockDecoder
{
    // Doubled values of more planes than these leave 32 bits.
    private const int MaximumPlanes = 30;

    private readonly byte[] _contexts = new byte[Count];
    private int[] _flags = [];
    private byte[] _bytes = [];
    private byte[] _zeroCoding = [];
    private int _width;
    private int _height;
    private bool _isCausal;
    private MqDecoder _coder;

    /// <summary>By row, as wide as the block; valid until the next block.</summary>
    public int[] Coefficients { get; private set; } = [];

    /// <summary>Decodes a block's passes.</summary>
    /// <param name="block">With the bytes of its codewords.</param>
    /// <param name="coded">The codestream they lie in.</param>
    /// <param name="subband">Where it lies.</param>
    /// <param name="component">How it is coded.</param>
    public void Decode(CodeBlock block, ReadOnlySpan<byte> coded, Subband subband, TileComponent component)
    {
        BlockStyle style = component.Style.Passes;
        int planes = subband.Planes + component.RegionShift - block.ZeroPlanes;
        if (planes > MaximumPlanes) throw Jpeg2000Decoder.Unsupported($"JPEG 2000 with {planes} bit-planes");
        if (block.Passes > (3 * planes) - 2) throw Jpeg2000Decoder.Corrupt("more passes than bit-planes");
        Prepare(block, subband, style);
        int pass = 0;
        foreach (CodeBlock.Codeword codeword in block.Codewords)
        {
            bool raw = (style & BlockStyle.Bypass) != BlockStyle.None && pass >= 10 && pass % 3 != 0;
            StartCodeword(codeword, coded, raw);
            for (int end = pass + codeword.Passes; pass < end; pass++)
            {
                RunPass((pass + 2) % 3, planes - 1 - ((pass + 2) / 3), raw);
                if (pass % 3 == 0 && (style & BlockStyle.SegmentationSymbols) != BlockStyle.None) RequireSegmentationSymbol();
                if ((style & BlockStyle.Reset) != BlockStyle.None) Reset(_contexts);
            }
        }

        if (component.RegionShift > 0) Unshift(component.RegionShift, subband.Planes);
    }

    private void Prepare(CodeBlock block, Subband subband, BlockStyle style)
    {
        (_width, _height, _isCausal) = (block.Width, block.Height, (style & BlockStyle.Causal) != BlockStyle.None);
        int flags = (_width + 2) * (_height + 2);
        if (_flags.Length < flags) _flags = new int[flags];
        if (Coefficients.Length < _width * _height) Coefficients = new int[_width * _height];
        _flags.AsSpan(0, flags).Clear();
        Coefficients.AsSpan(0, _width * _height).Clear();
        _zeroCoding = ZeroCodingOf(subband.Orientation);
        Reset(_contexts);
    }

    private void StartCodeword(CodeBlock.Codeword codeword, ReadOnlySpan<byte> coded, bool raw)
    {
        if (_bytes.Length < codeword.Length + MqDecoder.Slack) _bytes = new byte[(codeword.Length * 5 / 4) + MqDecoder.Slack];
        int length = 0;
        foreach ((int start, int count) in codeword.Pieces)
        {
            coded.Slice(start, count).CopyTo(_bytes.AsSpan(length));
            length += count;
        }

        _bytes.AsSpan(length, MqDecoder.Slack).Fill(0xFF);
        _coder.Start(_bytes, 0, length, raw);
    }

    private void RunPass(int kind, int plane, bool raw)
    {
        for (int top = 0; top < _height; top += 4)
        {
            int bottom = Math.Min(top + 4, _height);
            for (int x = 0; x < _width; x++)
            {
                if (kind == 0) Propagate(x, top, bottom, plane, raw);
                else if (kind == 1) Refine(x, top, bottom, plane, raw);
                else CleanUp(x, top, bottom, plane);
            }
        }
    }

    private void Propagate(int x, int top, int bottom, int plane, bool raw)
    {
        int at = ((top + 1) * (_width + 2)) + x + 1;
        for (int y = top; y < bottom; y++, at += _width + 2)
        {
            int flags = Seen(_flags[at], y);
            if ((flags & Neighbours) == 0 || (flags & Significant) != 0) continue;
            int bit = raw ? _coder.ReadRaw() : _coder.Decode(ref _contexts[_zeroCoding[flags & Neighbours]]);
            if (bit == 1) BecomeSignificant(x, y, at, plane, raw ? _coder.ReadRaw() : DecodeSign(flags));
            _flags[at] |= Visited;
        }
    }

    private void Refine(int x, int top, int bottom, int plane, bool raw)
    {
        int at = ((top + 1) * (_width + 2)) + x + 1;
        for (int y = top; y < bottom; y++, at += _width + 2)
        {
            int flags = Seen(_flags[at], y);
            if ((flags & (Significant | Visited)) != Significant) continue;
            int context = FirstMagnitude + ((flags & Refined) != 0 ? 2 : (flags & Neighbours) != 0 ? 1 : 0);
            int bit = raw ? _coder.ReadRaw() : _coder.Decode(ref _contexts[context]);
            ref int value = ref Coefficients[(y * _width) + x];
            int change = bit == 1 ? 1 << plane : -(1 << plane);
            value += value < 0 ? -change : change;
            _flags[at] |= Refined;
        }
    }

    private void CleanUp(int x, int top, int bottom, int plane)
    {
        int stride = _width + 2, at = ((top + 1) * stride) + x + 1, y = top;
        bool first = false;
        if (bottom - top == 4
            && ((_flags[at] | _flags[at + stride] | _flags[at + (2 * stride)] | Seen(_flags[at + (3 * stride)], top + 3)) & (Neighbours | Significant | Visited)) == 0)
        {
            if (_coder.Decode(ref _contexts[Run]) == 0) return;
            int skipped = (_coder.Decode(ref _contexts[Uniform]) << 1) | _coder.Decode(ref _contexts[Uniform]);
            y += skipped;
            at += skipped * stride;
            first = true;
        }

        for (; y < bottom; y++, at += stride)
        {
            int flags = Seen(_flags[at], y);
            if (first || (flags & (Significant | Visited)) == 0)
            {
                if (first || _coder.Decode(ref _contexts[_zeroCoding[flags & Neighbours]]) == 1)
                    BecomeSignificant(x, y, at, plane, DecodeSign(flags));
                first = false;
            }

            _flags[at] &= ~Visited;
        }
    }

    private int Seen(int flags, int y) => _isCausal && (y & 3) == 3 ? flags & ~Southern : flags;

    private int DecodeSign(int flags)
    {
        int sign = Sign[(flags & 15) | ((flags >> (SignShift - 4)) & 0xF0)];
        return _coder.Decode(ref _contexts[sign & 127]) ^ (sign >> 7);
    }

    private void BecomeSignificant(int x, int y, int at, int plane, int negative)
    {
        int value = 3 << plane, stride = _width + 2;
        Coefficients[(y * _width) + x] = negative == 1 ? -value : value;
        int[] flags = _flags;
        flags[at] |= Significant;
        flags[at - stride - 1] |= SouthEast;
        flags[at - stride] |= South | (negative * (South << SignShift));
        flags[at - stride + 1] |= SouthWest;
        flags[at - 1] |= East | (negative * (East << SignShift));
        flags[at + 1] |= West | (negative * (West << SignShift));
        flags[at + stride - 1] |= NorthEast;
        flags[at + stride] |= North | (negative * (North << SignShift));
        flags[at + stride + 1] |= NorthWest;
    }

    private void RequireSegmentationSymbol()
    {
        int symbol = 0;
        for (int i = 0; i < 4; i++) symbol = (symbol << 1) | _coder.Decode(ref _contexts[Uniform]);
        if (symbol != 0xA) throw Jpeg2000Decoder.Corrupt("segmentation symbol");
    }

    /// <summary>Puts a region of interest back among the rest (H.1): its coefficients are those above every other's planes.</summary>
    private void Unshift(int shift, int planes)
    {
        foreach (ref int value in Coefficients.AsSpan(0, _width * _height))
        {
            int magnitude = Math.Abs(value);
            if (magnitude >> 1 >> shift != 0) value = value < 0 ? -(magnitude >> shift) : magnitude >> shift;
            else if (magnitude >> 1 >> planes != 0) throw Jpeg2000Decoder.Corrupt("region of interest");
        }
    }
}
