namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// Masks one scan by copying: masked MCUs are replaced, the bits of all others are copied as they are, and only DC
/// differences that follow a masked block are written anew, for they alone depend on what was replaced.
/// </summary>
internal ref struct ScanMasking
{
    private readonly JpegScan _scan;
    private readonly int[] _black;
    private readonly BitSink _sink;
    private readonly int[] _read = new int[4];
    private readonly int[] _written = new int[4];
    private BitSource _source;
    private int _copyFrom;

    public ScanMasking(JpegScan scan, int[] black, BitSource source, BitSink sink)
    {
        (_scan, _black, _sink) = (scan, black, sink);
        _source = source;
    }

    /// <summary>Masks one restart interval.</summary>
    /// <returns>False where a table has no code for what must be written: the frame is to be re-coded with new tables.</returns>
    public bool Run(McuMask mask, int interval)
    {
        (int first, int after) = _scan.McusOf(interval);
        for (int mcu = first; mcu < after; mcu++)
        {
            if (!(mask[_scan, mcu] ? Replace() : Keep())) return false;
            _source.RequireWithin();
        }

        _source.RequireEnd();
        CopyUpTo(_source.Position);
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
                _read[index] = JpegDc.Add(_read[index], _source.ReadDifference(coded.Dc));
                _source.SkipAc(coded.Ac);
                _source.RequireWithin();
                if (!WriteDifference(coded.Dc, black - _written[index]) || coded.Ac.LengthOf(0) == 0) return false;
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
                int start = _source.Position;
                int dc = JpegDc.Add(_read[index], _source.ReadDifference(coded.Dc));
                _source.RequireWithin();
                if (_read[index] != _written[index])
                {
                    CopyUpTo(start);
                    if (!WriteDifference(coded.Dc, dc - _written[index])) return false;
                    _copyFrom = _source.Position;
                }

                _read[index] = _written[index] = dc;
                _source.SkipAc(coded.Ac);
                _source.RequireWithin();
            }
        }

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
