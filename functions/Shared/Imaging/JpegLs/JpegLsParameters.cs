using System.Numerics;

namespace Pipeline.Imaging.JpegLs;

/// <summary>The coding parameters of a scan (T.87 C.2.4.1.1), given or by default, and what follows from them (A.2.1).</summary>
/// <param name="MaximumValue">MAXVAL: the largest sample.</param>
/// <param name="Near">NEAR: how far a decoded sample may lie off; 0 lossless.</param>
/// <param name="T1">First threshold of gradients.</param>
/// <param name="T2">Second.</param>
/// <param name="T3">Third.</param>
/// <param name="Reset">How many samples a context counts before its sums are halved.</param>
internal sealed record JpegLsParameters(int MaximumValue, int Near, int T1, int T2, int T3, int Reset)
{
    public const int DefaultReset = 64;

    /// <summary>One step of quantized errors.</summary>
    public int Step { get; } = (2 * Near) + 1;

    /// <summary>RANGE: how many different errors there are.</summary>
    public int Range { get; } = ((MaximumValue + (2 * Near)) / ((2 * Near) + 1)) + 1;

    /// <summary>qbpp: bits of an error.</summary>
    public int ErrorBits => BitsOf(Range);

    /// <summary>LIMIT: the longest code.</summary>
    public int Limit
    {
        get
        {
            int bits = Math.Max(2, BitsOf(MaximumValue + 1));
            return 2 * (bits + Math.Max(8, bits));
        }
    }

    /// <summary>The defaults, with whatever a stream presets in their place (0: not preset).</summary>
    /// <exception cref="ImageFormatException">Outside the ranges of table C.2.</exception>
    public static JpegLsParameters Create(int precision, int near, int maximum = 0, int t1 = 0, int t2 = 0, int t3 = 0, int reset = 0)
    {
        int largest = (1 << precision) - 1;
        if (maximum == 0) maximum = largest;
        if (maximum > largest || near > Math.Min(255, maximum / 2)) throw JpegLsDecoder.Corrupt("preset parameters");
        (int d1, int d2, int d3) = Thresholds(maximum, near);
        (t1, t2, t3) = (t1 == 0 ? d1 : t1, t2 == 0 ? d2 : t2, t3 == 0 ? d3 : t3);
        if (reset == 0) reset = DefaultReset;
        if (t1 < near + 1 || t2 < t1 || t3 < t2 || t3 > maximum || reset < 3 || reset > Math.Max(255, maximum)) throw JpegLsDecoder.Corrupt("preset parameters");
        return new JpegLsParameters(maximum, near, t1, t2, t3, reset);
    }

    private static (int T1, int T2, int T3) Thresholds(int maximum, int near)
    {
        int t1, t2, t3;
        if (maximum >= 128)
        {
            int factor = (Math.Min(maximum, 4095) + 128) / 256;
            (t1, t2, t3) = (factor + 2 + (3 * near), (4 * factor) + 3 + (5 * near), (17 * factor) + 4 + (7 * near));
        }
        else
        {
            int factor = 256 / (maximum + 1);
            (t1, t2, t3) = (Math.Max(2, (3 / factor) + (3 * near)), Math.Max(3, (7 / factor) + (5 * near)), Math.Max(4, (21 / factor) + (7 * near)));
        }

        t1 = Within(t1, near + 1, maximum);
        t2 = Within(t2, t1, maximum);
        return (t1, t2, Within(t3, t2, maximum));
    }

    private static int Within(int value, int least, int maximum) => value > maximum || value < least ? least : value;

    private static int BitsOf(int values) => 32 - BitOperations.LeadingZeroCount((uint)(values - 1));
}
