using System.Buffers;

namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// Masks one restart interval by copying: masked MCUs are replaced, the bits of all others are copied as they are, and only DC
/// differences that follow a masked block are written anew, for they alone depend on what was replaced.
/// </summary>
/// <remarks>
/// <para>
/// One MCU after the last masked one all predictions are again what they were, and what follows need not even be read: where
/// the bits lie in their bytes as they lay before, the rest of the interval is copied with its stuffing and padding. They are made to lie
/// so by runs of sixteen zeros (ZRL) before the end of the last masked blocks, which decode to the same black.
/// </para>
/// <para>
/// What holds of a rest that nobody read: it has no marker, for the structure was walked from 0xFF to 0xFF and the interval ends at
/// the first that is not stuffing; a decoder in step at its first bit reads from it what it read before. What is not known is whether
/// its codes are whole and end where the last MCU does: bytes could hide behind it. The check after masking reads every
/// block to the end and refuses both; the frame is then masked again with every block read, which tells why or mends its padding.
/// </para>
/// </remarks>
internal ref struct ScanMasking
{
    private const int LongestRun = 3;
    private const int MostRuns = 7;

    private readonly JpegScan _scan;
    private readonly int[] _black;
    private readonly McuMask _mask;
    private readonly BitSink _sink;
    private readonly Span<int> _read;
    private readonly Span<int> _written;
    private readonly Span<int> _runs;
    private BitSource _source;
    private int _copyFrom;

    /// <param name="scan">The scan.</param>
    /// <param name="black">The DC coefficient of black by component.</param>
    /// <param name="mask">What to hide, by MCU.</param>
    /// <param name="sink">Empty; receives what was masked.</param>
    /// <param name="state">12 numbers, overwritten.</param>
    public ScanMasking(JpegScan scan, int[] black, McuMask mask, BitSink sink, Span<int> state)
    {
        (_scan, _black, _mask, _sink) = (scan, black, mask, sink);
        state.Clear();
        _read = state[..4];
        _written = state[4..8];
        _runs = state[8..12];
    }

    /// <summary>Masks one restart interval.</summary>
    /// <param name="interval">Which.</param>
    /// <param name="stuffed">Its bytes.</param>
    /// <param name="buffer">Where they are unstuffed.</param>
    /// <param name="readAll">Whether to read every block, also where copying would do.</param>
    /// <param name="output">Receives the interval.</param>
    /// <returns>False where a table has no code for what must be written: the frame is to be re-coded with new tables.</returns>
    public bool Run(int interval, ReadOnlySpan<byte> stuffed, EntropyBuffer buffer, bool readAll, IBufferWriter<byte> output)
    {
        (int first, int after) = _scan.McusOf(interval);
        int last = readAll ? after - 1 : _mask.LastMasked(_scan, first, after);
        if (last < 0)
        {
            output.Write(stuffed);
            return true;
        }

        _source = buffer.Open(stuffed);
        if (!MaskUpTo(first, last, after)) return false;
        if (last + 1 == after)
        {
            _source.RequireEnd();
            CopyUpTo(_source.Position);
            _sink.Flush(output);
            return true;
        }

        int whole = (_source.Position + 7) / 8;
        if (IsAligned)
        {
            CopyUpTo(8 * whole);
            _sink.Flush(output);
            output.Write(stuffed[(whole + _source.Bytes[..whole].Count((byte)0xFF))..]);
            return true;
        }

        if (!Pass(last + 2, after)) return false;
        _source.RequireEnd();
        CopyUpTo(_source.Position);
        _sink.Flush(output);
        return true;
    }

    /// <summary>Whether the bits to come will lie in the output's bytes as they lie in the input's.</summary>
    private readonly bool IsAligned => (_sink.Length + (_source.Position - _copyFrom) - _source.Position) % 8 == 0;

    /// <summary>Everything up to the last masked MCU and the one after it, the rest lying as it lay where that can be had.</summary>
    private bool MaskUpTo(int first, int last, int after)
    {
        int retry = Math.Max(first, last - MostRuns), next = Math.Min(last + 2, after);
        if (!Pass(first, retry)) return false;
        ScanMasking start = this;
        (int, ulong, int) mark = _sink.Mark();
        Span<int> predictions = stackalloc int[8];
        _read.CopyTo(predictions);
        _written.CopyTo(predictions[4..]);

        if (!Pass(retry, next)) return false;
        if (last + 1 == after || IsAligned || !PlanRuns(retry, last)) return true;
        this = start;
        _sink.Return(mark);
        predictions[..4].CopyTo(_read);
        predictions[4..].CopyTo(_written);
        return Pass(retry, next);
    }

    /// <summary>Finds how many runs in the blocks of the first two components make up what is missing to a whole byte.</summary>
    private readonly bool PlanRuns(int first, int last)
    {
        int missing = (int)((_source.Position - (_sink.Length + (_source.Position - _copyFrom))) % 8 + 8) % 8, masked = 0;
        for (int mcu = first; mcu <= last; mcu++) masked += _mask[_scan, mcu] ? LongestRun : 0;
        JpegScanComponent one = _scan.Components[0], two = _scan.Components[^1];
        int ofOne = one.Ac.LengthOf(0xF0), ofTwo = two.Ac.LengthOf(0xF0);
        int mostOfOne = ofOne == 0 ? 0 : Math.Min(MostRuns, masked * one.BlocksInMcu);
        int mostOfTwo = ofTwo == 0 || _scan.Components.Length == 1 ? 0 : Math.Min(MostRuns, masked * two.BlocksInMcu);
        for (int i = 0; i <= mostOfOne; i++)
        {
            for (int j = 0; j <= mostOfTwo; j++)
            {
                if (((i * ofOne) + (j * ofTwo)) % 8 != missing) continue;
                _runs[one.Component.Index] = i;
                if (j > 0) _runs[two.Component.Index] = j;
                return true;
            }
        }

        return false;
    }

    private bool Pass(int first, int after)
    {
        for (int mcu = first; mcu < after; mcu++)
        {
            if (!(_mask[_scan, mcu] ? Replace() : Keep())) return false;
        }

        return true;
    }

    private bool Replace()
    {
        CopyUpTo(_source.Position);
        foreach (JpegScanComponent coded in _scan.Components)
        {
            int index = coded.Component.Index, black = _black[index];
            for (int block = 0; block < coded.BlocksInMcu; block++)
            {
                _read[index] = JpegDc.Add(_read[index], _source.ReadDifferenceAndSkipAc(coded.Dc, coded.Ac), _scan.DcLimit);
                _source.RequireWithin();
                if (!WriteDifference(coded.Dc, black - _written[index]) || coded.Ac.LengthOf(0) == 0) return false;
                for (int run = 0; run < LongestRun && _runs[index] > 0; run++, _runs[index]--) _sink.Write(coded.Ac.CodeOf(0xF0), coded.Ac.LengthOf(0xF0));
                _sink.Write(coded.Ac.CodeOf(0), coded.Ac.LengthOf(0));
                _written[index] = black;
            }
        }

        _copyFrom = _source.Position;
        return true;
    }

    private bool Keep()
    {
        foreach (JpegScanComponent coded in _scan.Components)
        {
            int index = coded.Component.Index;
            for (int block = 0; block < coded.BlocksInMcu; block++)
            {
                if (_read[index] == _written[index])
                {
                    _read[index] = _written[index] = JpegDc.Add(_read[index], _source.ReadDifferenceAndSkipAc(coded.Dc, coded.Ac), _scan.DcLimit);
                }
                else
                {
                    if (!Rewrite(coded)) return false;
                    _source.SkipAc(coded.Ac);
                }

                _source.RequireWithin();
            }
        }

        return true;
    }

    /// <summary>Writes a DC difference anew: the block before it is another now.</summary>
    private bool Rewrite(JpegScanComponent coded)
    {
        int index = coded.Component.Index;
        CopyUpTo(_source.Position);
        int dc = JpegDc.Add(_read[index], _source.ReadDifference(coded.Dc), _scan.DcLimit);
        _source.RequireWithin();
        if (!WriteDifference(coded.Dc, dc - _written[index])) return false;
        _copyFrom = _source.Position;
        _read[index] = _written[index] = dc;
        return true;
    }

    private readonly void CopyUpTo(int position) => _sink.Copy(_source.Bytes, _copyFrom, position);

    private readonly bool WriteDifference(HuffmanTable table, int difference)
    {
        int size = JpegDc.SizeOf(difference);
        if (table.LengthOf(size) == 0) return false;
        _sink.Write(table.CodeOf(size), table.LengthOf(size));
        _sink.WriteMagnitude(difference, size);
        return true;
    }
}
