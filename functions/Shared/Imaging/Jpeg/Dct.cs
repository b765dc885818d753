using System.Runtime.Intrinsics;

namespace Pipeline.Imaging.Jpeg;

/// <summary>The orthonormal forward 8×8 cosine transform (T.81 A.3.3), in single precision: within one step of the exact result after rounding.</summary>
internal static class Dct
{
    // By place left of the middle, the values of even basis functions, then those of odd ones; the right half mirrors them (odd: negated).
    private static readonly Vector128<float>[] Turned =
        [.. Enumerable.Range(0, 8).Select(i => Vector128.Create(At(i / 4, i % 4), At((i / 4) + 2, i % 4), At((i / 4) + 4, i % 4), At((i / 4) + 6, i % 4)))];

    /// <summary>The order in which coefficients are coded: place in the block by place in the stream (T.81 figure A.6).</summary>
    public static ReadOnlySpan<byte> Zigzag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Samples to coefficients, in place; 64 values by row.</summary>
    public static void Forward(Span<float> block)
    {
        Span<float> turned = stackalloc float[64];
        for (int i = 0; i < 8; i++) ForwardLine(block.Slice(8 * i, 8), turned[i..]);
        for (int i = 0; i < 8; i++) ForwardLine(turned.Slice(8 * i, 8), block[i..]);
    }

    // Writes a line as a column, so that two passes end the right way round.
    private static void ForwardLine(ReadOnlySpan<float> line, Span<float> column)
    {
        Vector128<float> even = Vector128<float>.Zero, odd = Vector128<float>.Zero;
        for (int n = 0; n < 4; n++)
        {
            even += Turned[n] * (line[n] + line[7 - n]);
            odd += Turned[4 + n] * (line[n] - line[7 - n]);
        }

        (column[0], column[16], column[32], column[48]) = (even[0], even[1], even[2], even[3]);
        (column[8], column[24], column[40], column[56]) = (odd[0], odd[1], odd[2], odd[3]);
    }

    private static float At(int k, int n) => (float)((k == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos(((2 * n) + 1) * k * Math.PI / 16));
}
