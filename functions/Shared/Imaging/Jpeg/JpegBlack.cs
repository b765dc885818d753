namespace Pipeline.Imaging.Jpeg;

/// <summary>The DC coefficient of a black block, per component.</summary>
internal static class JpegBlack
{
    /// <summary>
    /// Quantized DC values: the darkest sample (the brightest in MONOCHROME1) rounded away from the middle, so that it
    /// decodes to the end of the range exactly after clamping; chroma 0, the middle.
    /// </summary>
    public static int[] Dc(JpegStructure structure, PhotometricInterpretation photometricInterpretation)
    {
        bool rgb = structure.IsRgb(photometricInterpretation);
        bool inverted = photometricInterpretation == PhotometricInterpretation.Monochrome1;
        int[] dc = new int[structure.Components.Length];
        for (int i = 0; i < dc.Length; i++)
        {
            // With 8 bits a sample s is coded as DC = 8 (s - 128): -1024 for 0, 1016 for 255.
            int limit = 4 << structure.Precision;
            int divisor = structure.Components[i].Quantization![0];
            if (i == 0 || rgb) dc[i] = inverted ? (limit - 8 + divisor - 1) / divisor : -((limit + divisor - 1) / divisor);
        }

        return dc;
    }
}
