namespace Pipeline.Imaging.JpegLs;

/// <summary>What one context of regular mode has learnt (T.87 A.6).</summary>
internal struct JpegLsContext
{
    private int _magnitudes;
    private int _bias;
    private int _count;

    public JpegLsContext(int range)
    {
        _magnitudes = Math.Max(2, (range + 32) / 64);
        _count = 1;
    }

    /// <summary>C: what is added to predictions.</summary>
    public int Correction { get; private set; }

    /// <summary>Golomb parameter k.</summary>
    public readonly int Golomb
    {
        get
        {
            int k = 0;
            while (_count << k < _magnitudes && k < 24) k++;
            return k;
        }
    }

    /// <summary>All ones where errors are mapped the other way round (A.5.2); only where k is 0 and the scan lossless.</summary>
    public readonly int Inversion => 2 * _bias <= -_count ? -1 : 0;

    /// <summary>Learns an error.</summary>
    public void Update(int error, int step, int reset)
    {
        int bias = _bias + (error * step), count = _count;
        _magnitudes += Math.Abs(error);
        if (count == reset)
        {
            _magnitudes >>= 1;
            bias >>= 1;
            count >>= 1;
        }

        count++;
        if (bias <= -count)
        {
            bias = Math.Max(bias + count, 1 - count);
            if (Correction > -128) Correction--;
        }
        else if (bias > 0)
        {
            bias = Math.Min(bias - count, 0);
            if (Correction < 127) Correction++;
        }

        (_bias, _count) = (bias, count);
    }
}
