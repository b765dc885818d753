namespace Pipeline.Imaging;

/// <summary>YBR_FULL to RGB and back (PS3.3 C.7.6.3.1.2; the same as JFIF's YCbCr), 8 bits.</summary>
internal static class YbrColor
{
    /// <summary>Converts pixels in place.</summary>
    public static void ToRgb(Span<byte> samples)
    {
        for (int i = 0; i + 2 < samples.Length; i += 3)
        {
            // 16-bit fixed point of 1.402, 0.344136, 0.714136, 1.772.
            int y = (samples[i] << 16) + 32768, cb = samples[i + 1] - 128, cr = samples[i + 2] - 128;
            samples[i] = Clamp(y + (91881 * cr));
            samples[i + 1] = Clamp(y - (22554 * cb) - (46802 * cr));
            samples[i + 2] = Clamp(y + (116130 * cb));
        }
    }

    /// <summary>One pixel's luma (component 0) or chroma (1 blue, 2 red).</summary>
    public static float FromRgb(int component, byte red, byte green, byte blue) => component switch
    {
        0 => (0.299f * red) + (0.587f * green) + (0.114f * blue),
        1 => (-0.168736f * red) - (0.331264f * green) + (0.5f * blue) + 128,
        _ => (0.5f * red) - (0.418688f * green) - (0.081312f * blue) + 128,
    };

    private static byte Clamp(int fixedPoint) => (byte)Math.Clamp(fixedPoint >> 16, 0, 255);
}
