namespace Pipeline.Imaging.Jpeg2000;

/// <summary>How coefficients of a component are quantized (QCD and QCC, T.800 A.6.4 and E.1).</summary>
/// <param name="Style">0 none, 1 derived from the lowest sub-band, 2 each given.</param>
/// <param name="GuardBits">G.</param>
/// <param name="Steps">By sub-band, LL first, then HL, LH, HH upwards: exponent (from bit 11) and mantissa.</param>
internal sealed record Quantization(int Style, int GuardBits, ushort[] Steps)
{
    /// <summary>Exponent of a sub-band.</summary>
    /// <param name="resolution">0 the lowest.</param>
    /// <param name="orientation">0 LL, 1 HL, 2 LH, 3 HH.</param>
    /// <exception cref="ImageFormatException">None is given for it.</exception>
    public int Exponent(int resolution, int orientation)
        => Style == 1 ? Math.Max(0, (Steps[0] >> 11) - Math.Max(0, resolution - 1)) : Step(resolution, orientation) >> 11;

    /// <summary>Size of a quantization step; 1 where there is none.</summary>
    /// <param name="range">Bits of the sub-band's nominal range, R.</param>
    /// <param name="resolution">0 the lowest.</param>
    /// <param name="orientation">0 LL, 1 HL, 2 LH, 3 HH.</param>
    public float StepSize(int range, int resolution, int orientation)
    {
        if (Style == 0) return 1;
        int mantissa = (Style == 1 ? Steps[0] : Step(resolution, orientation)) & 0x7FF;
        return (float)(Math.ScaleB(1, range - Exponent(resolution, orientation)) * (1 + (mantissa / 2048.0)));
    }

    private int Step(int resolution, int orientation)
    {
        int index = resolution == 0 ? 0 : (3 * (resolution - 1)) + orientation;
        return index < Steps.Length ? Steps[index] : throw Jpeg2000Decoder.Corrupt("quantization of a sub-band missing");
    }
}
