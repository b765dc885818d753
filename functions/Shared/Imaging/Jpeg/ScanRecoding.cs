namespace Pipeline.Imaging.Jpeg;

/// <summary>Masks one scan symbol by symbol, so that it can be written with other tables than it was read with.</summary>
internal ref struct ScanRecoding
{
    private readonly JpegScan _scan;
    private readonly int[] _black;
    private readonly ISymbolSink _sink;
    private readonly int[] _read = new int[4];
    private readonly int[] _written = new int[4];
    private BitSource _source;

    public ScanRecoding(JpegScan scan, int[] black, BitSource source, ISymbolSink sink)
    {
        (_scan, _black, _sink) = (scan, black, sink);
        _source = source;
    }

    /// <summary>Puts the symbols of one masked restart interval.</summary>
    public void Run(McuMask mask, int interval)
    {
        (int first, int after) = _scan.McusOf(interval);
        for (int mcu = first; mcu < after; mcu++)
        {
            bool masked = mask[_scan, mcu];
            foreach (JpegScanComponent coded in _scan.Components)
                for (int block = 0; block < coded.BlocksInMcu; block++) Block(coded, masked);
        }

        _source.RequireEnd();
    }

    private void Block(JpegScanComponent coded, bool masked)
    {
        int index = coded.Component.Index;
        _read[index] = JpegDc.Add(_read[index], _source.ReadDifference(coded.Dc), _scan.DcLimit);
        int dc = masked ? _black[index] : _read[index], difference = dc - _written[index], size = JpegDc.SizeOf(difference);
        _written[index] = dc;
        _sink.Put(0, coded.DcSelector, size, (uint)(difference < 0 ? difference + (1 << size) - 1 : difference), size);
        if (masked)
        {
            _source.SkipAc(coded.Ac);
            _sink.Put(1, coded.AcSelector, 0, 0, 0);
        }
        else
        {
            CopyAc(coded);
        }

        _source.RequireWithin();
    }

    private void CopyAc(JpegScanComponent coded)
    {
        int k = 1;
        while (k < 64)
        {
            ulong window = _source.Window;
            int symbol = coded.Ac.Decode(window, out int length), size = symbol & 15;
            _source.Position += length + size;
            _sink.Put(1, coded.AcSelector, symbol, size == 0 ? 0 : (uint)(window << length >> (64 - size)), size);
            if (symbol == 0) break;
            k += BitSource.Advance(symbol);
        }

        if (k > 64) throw JpegStructure.Corrupt("more than 64 coefficients in a block");
    }
}
