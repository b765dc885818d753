using System.Numerics;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Arithmetic of DC predictions, kept within what 8-bit samples can give.</summary>
internal static class JpegDc
{
    /// <summary>The next DC value.</summary>
    /// <exception cref="ImageFormatException">Beyond the range of 8-bit samples: the stream is damaged.</exception>
    public static int Add(int previous, int difference)
    {
        int dc = previous + difference;
        return dc is >= -1024 and <= 1023 ? dc : throw JpegStructure.Corrupt("DC coefficient out of range");
    }

    /// <summary>Bits a magnitude takes.</summary>
    public static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
}
