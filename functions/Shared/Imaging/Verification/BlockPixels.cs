namespace Pipeline.Imaging.Verification;

/// <summary>What a decoder shows of one block: the inverse transform as ITU-T T.81 A.3.3 writes it, for the check after masking.</summary>
internal static class BlockPixels
{
    private static readonly double[] Cosines = MakeCosines();
    private static readonly int[] Places = MakePlaces();

    /// <summary>Whether all 64 samples are one value.</summary>
    /// <param name="zigzag">Quantized coefficients.</param>
    /// <param name="divisors">Of each, in the same order.</param>
    /// <param name="precision">Bits a sample.</param>
    /// <param name="sample">The value.</param>
    public static bool Are(ReadOnlySpan<int> zigzag, ReadOnlySpan<int> divisors, int precision, int sample)
    {
        Span<double> coefficients = stackalloc double[64], columns = stackalloc double[64];
        for (int i = 0; i < 64; i++) coefficients[Places[i]] = zigzag[i] * divisors[i];
        for (int v = 0; v < 8; v++)
            for (int x = 0; x < 8; x++)
                for (int u = 0; u < 8; u++) columns[(8 * v) + x] += coefficients[(8 * v) + u] * Cosines[(8 * x) + u];
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
            {
                double value = 1 << (precision - 1);
                for (int v = 0; v < 8; v++) value += columns[(8 * v) + x] * Cosines[(8 * y) + v];
                if ((int)Math.Round(Math.Clamp(value, 0, (1 << precision) - 1)) != sample) return false;
            }
        }

        return true;
    }

    // Half the cosine of each frequency at each place, the constant one by the root of a half.
    private static double[] MakeCosines()
    {
        double[] cosines = new double[64];
        for (int x = 0; x < 8; x++)
            for (int u = 0; u < 8; u++) cosines[(8 * x) + u] = (u == 0 ? Math.Sqrt(0.5) : Math.Cos(((2 * x) + 1) * u * Math.PI / 16)) / 2;
        return cosines;
    }

    // Diagonals in turn upwards and downwards, beginning to the right.
    private static int[] MakePlaces()
        => [.. Enumerable.Range(0, 15).SelectMany(diagonal =>
        {
            IEnumerable<int> rows = Enumerable.Range(0, 8).Where(row => diagonal - row is >= 0 and < 8);
            return (diagonal % 2 == 0 ? rows.Reverse() : rows).Select(row => (8 * row) + diagonal - row);
        })];
}
