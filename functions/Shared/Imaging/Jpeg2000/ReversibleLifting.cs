using System.Numerics;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The 5/3 wavelet in integers (T.800 F.3.8.2.1.1).</summary>
internal readonly struct ReversibleLifting : ILifting<int>
{
    public static void Inverse(Span<int> lines, int count, int parity)
    {
        Wavelet.Step<int>(lines, count, parity, static (line, neighbours) => line - ((neighbours + new Vector<int>(2)) >> 2));
        Wavelet.Step<int>(lines, count, 1 - parity, static (line, neighbours) => line + (neighbours >> 1));
    }

    public static void Halve(Span<int> lines)
    {
        foreach (ref int value in lines) value >>= 1;
    }
}
