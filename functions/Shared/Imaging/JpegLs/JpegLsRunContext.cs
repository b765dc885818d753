namespace Pipeline.Imaging.JpegLs;

/// <summary>What a context of run interruption has learnt (T.87 A.7.2).</summary>
internal struct JpegLsRunContext
{
    private readonly int _type;
    private int _magnitudes;
    private int _count;
    private int _negative;

    /// <param name="type">RItype: 1 where the samples left and above are the same.</param>
    /// <param name="range">RANGE.</param>
    public JpegLsRunContext(int type, int range)
    {
        _type = type;
        _magnitudes = Math.Max(2, (range + 32) / 64);
        _count = 1;
    }

    /// <summary>Golomb parameter k.</summary>
    public readonly int Golomb
    {
        get
        {
            int k = 0, magnitudes = _magnitudes + (_type * (_count >> 1));
            while (_count << k < magnitudes && k < 24) k++;
            return k;
        }
    }

    /// <summary>The number that stands for an error (A.7.2.1), and back.</summary>
    public readonly int Map(int error, int k) => (2 * Math.Abs(error)) - _type - (error != 0 && error < 0 == IsOddNegative(k) ? 1 : 0);

    /// <summary>The error that a number stands for.</summary>
    public readonly int Unmap(int mapped, int k)
    {
        int value = mapped + _type, odd = value & 1, magnitude = (value + odd) / 2;
        return (odd == 1) == IsOddNegative(k) ? -magnitude : magnitude;
    }

    /// <summary>Learns an error and the number it was coded as.</summary>
    public void Update(int error, int mapped, int reset)
    {
        if (error < 0) _negative++;
        _magnitudes += (mapped + 1 - _type) >> 1;
        if (_count == reset)
        {
            _magnitudes >>= 1;
            _count >>= 1;
            _negative >>= 1;
        }

        _count++;
    }

    private readonly bool IsOddNegative(int k) => k != 0 || 2 * _negative >= _count;
}
