using System.Numerics;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The 9/7 wavelet in single precision (T.800 F.3.8.2.1.2, table F.4).</summary>
internal readonly struct IrreversibleLifting : ILifting<float>
{
    private const float Alpha = -1.586134342059924f;
    private const float Beta = -0.052980118572961f;
    private const float Gamma = 0.882911075530934f;
    private const float Delta = 0.443506852043971f;
    private const float K = 1.230174104914001f;

    public static void Inverse(Span<float> lines, int count, int parity)
    {
        for (int i = 0; i < count; i++)
        {
            float scale = (i & 1) == parity ? K : 1 / K;
            for (int k = 0; k < Wavelet.Side; k += Vector<float>.Count)
            {
                Span<float> line = lines[((Wavelet.Side * i) + k)..];
                (new Vector<float>(line) * scale).CopyTo(line);
            }
        }

        Wavelet.Step<float>(lines, count, parity, static (line, neighbours) => line - (neighbours * Delta));
        Wavelet.Step<float>(lines, count, 1 - parity, static (line, neighbours) => line - (neighbours * Gamma));
        Wavelet.Step<float>(lines, count, parity, static (line, neighbours) => line - (neighbours * Beta));
        Wavelet.Step<float>(lines, count, 1 - parity, static (line, neighbours) => line - (neighbours * Alpha));
    }

    public static void Halve(Span<float> lines)
    {
        foreach (ref float value in lines) value *= 0.5f;
    }
}
