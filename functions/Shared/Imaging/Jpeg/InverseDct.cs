using System.Runtime.Intrinsics;

namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// The inverse 8×8 cosine transform in single precision, eight columns at a time, by the factors of Arai, Agui and Nakajima,
/// whose scales lie in the divisors: within one step of the exact result after rounding.
/// </summary>
internal static class InverseDct
{
    private const float Root2 = 1.414213562373095f;
    private const float A = 1.847759065022573f;
    private const float B = 1.082392200292394f;
    private const float C = 2.613125929752753f;

    private static readonly float[] Scales = [.. Enumerable.Range(0, 8).Select(k => (float)(k == 0 ? 1 : Math.Cos(k * Math.PI / 16) * Math.Sqrt(2)))];

    /// <summary>Where a coefficient lies in the block that <see cref="Write"/> takes: by column, so that the first pass works on rows of memory.</summary>
    public static byte[] Places { get; } = [.. Dct.Zigzag.ToArray().Select(place => (byte)((place % 8 * 8) + (place / 8)))];

    /// <summary>Divisors in zigzag order with the transform's scales.</summary>
    public static float[] ScaledDivisors(ReadOnlySpan<ushort> divisors)
    {
        float[] scaled = new float[64];
        for (int i = 0; i < 64; i++) scaled[i] = divisors[i] * Scales[Dct.Zigzag[i] / 8] * Scales[Dct.Zigzag[i] % 8] / 8;
        return scaled;
    }

    /// <summary>Transforms a block and writes its samples.</summary>
    /// <param name="block">64 scaled coefficients by <see cref="Places"/>; changed.</param>
    /// <param name="precision">Bits a sample.</param>
    /// <param name="samples">From the block's first sample on.</param>
    /// <param name="stride">Samples in a row of them.</param>
    public static void Write(Span<float> block, int precision, Span<short> samples, int stride)
    {
        Pass(block);
        Transpose(block);
        Pass(block);
        Vector256<float> middle = Vector256.Create((1 << (precision - 1)) + 0.5f);
        Vector256<float> most = Vector256.Create((1 << precision) - 0.5f);
        for (int y = 0; y < 8; y++)
        {
            // Truncation of what is not negative rounds as floor does.
            Vector256<float> row = Vector256.Create<float>(block.Slice(8 * y, 8)) + middle;
            Vector256<int> whole = Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(row, Vector256<float>.Zero), most));
            Vector128.Narrow(whole.GetLower(), whole.GetUpper()).CopyTo(samples.Slice(y * stride, 8));
        }
    }

    private static void Transpose(Span<float> block)
    {
        for (int y = 0; y < 7; y++)
            for (int x = y + 1; x < 8; x++) (block[(8 * y) + x], block[(8 * x) + y]) = (block[(8 * x) + y], block[(8 * y) + x]);
    }

    private static void Pass(Span<float> block)
    {
        Vector256<float> r0 = Row(block, 0), r1 = Row(block, 1), r2 = Row(block, 2), r3 = Row(block, 3);
        Vector256<float> r4 = Row(block, 4), r5 = Row(block, 5), r6 = Row(block, 6), r7 = Row(block, 7);

        Vector256<float> sum = r0 + r4, difference = r0 - r4, both = r2 + r6, turned = ((r2 - r6) * Root2) - both;
        Vector256<float> e0 = sum + both, e3 = sum - both, e1 = difference + turned, e2 = difference - turned;

        Vector256<float> plus = r5 + r3, minus = r5 - r3, outer = r1 + r7, inner = r1 - r7;
        Vector256<float> o7 = outer + plus, common = (minus + inner) * A;
        Vector256<float> o6 = common - (minus * C) - o7;
        Vector256<float> o5 = ((outer - plus) * Root2) - o6;
        Vector256<float> o4 = (inner * B) - common + o5;

        (e0 + o7).CopyTo(block);
        (e1 + o6).CopyTo(block[8..]);
        (e2 + o5).CopyTo(block[16..]);
        (e3 - o4).CopyTo(block[24..]);
        (e3 + o4).CopyTo(block[32..]);
        (e2 - o5).CopyTo(block[40..]);
        (e1 - o6).CopyTo(block[48..]);
        (e0 - o7).CopyTo(block[56..]);
    }

    private static Vector256<float> Row(Span<float> block, int row) => Vector256.Create<float>(block.Slice(8 * row, 8));
}
