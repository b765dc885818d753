namespace Pipeline.Imaging.JpegLs;

/// <summary>The contexts of one scan, new at its start.</summary>
internal sealed class JpegLsModel
{
    private readonly sbyte[] _regions;

    public JpegLsModel(JpegLsParameters parameters)
    {
        Parameters = parameters;
        Regular.AsSpan().Fill(new JpegLsContext(parameters.Range));
        _regions = new sbyte[(2 * parameters.MaximumValue) + 1];
        for (int i = 0; i < _regions.Length; i++) _regions[i] = RegionOf(i - parameters.MaximumValue, parameters);
        Interruption = [new JpegLsRunContext(0, parameters.Range), new JpegLsRunContext(1, parameters.Range)];
    }

    /// <summary>J: how many bits a piece of a run is long, by run index (A.2.1).</summary>
    public static ReadOnlySpan<byte> RunOrder => [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public JpegLsParameters Parameters { get; }

    public JpegLsContext[] Regular { get; } = new JpegLsContext[365];

    public JpegLsRunContext[] Interruption { get; }

    /// <summary>The context of three gradients: its number, negative where its sign is; 0 run mode (A.3).</summary>
    public int ContextOf(int left, int above, int aboveLeft, int aboveRight)
    {
        sbyte[] regions = _regions;
        int middle = Parameters.MaximumValue;
        return (((regions[aboveRight - above + middle] * 9) + regions[above - aboveLeft + middle]) * 9) + regions[aboveLeft - left + middle];
    }

    /// <summary>The median edge detector (A.4.1).</summary>
    public static int Predict(int left, int above, int aboveLeft)
    {
        int least = Math.Min(left, above), most = Math.Max(left, above);
        return aboveLeft >= most ? least : aboveLeft <= least ? most : left + above - aboveLeft;
    }

    /// <summary>A sample from its prediction and error (A.4.5, A.5.3).</summary>
    public int Reconstruct(int prediction, int error)
    {
        JpegLsParameters p = Parameters;
        int value = prediction + (error * p.Step);
        if (value < -p.Near) value += p.Range * p.Step;
        else if (value > p.MaximumValue + p.Near) value -= p.Range * p.Step;
        return Math.Clamp(value, 0, p.MaximumValue);
    }

    private static sbyte RegionOf(int gradient, JpegLsParameters p)
    {
        int size = Math.Abs(gradient);
        int region = size <= p.Near ? 0 : size < p.T1 ? 1 : size < p.T2 ? 2 : size < p.T3 ? 3 : 4;
        return (sbyte)(gradient < 0 ? -region : region);
    }
}
