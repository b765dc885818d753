using System.Numerics;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Arithmetic of DC predictions, kept within what samples can give.</summary>
internal static class JpegDc
{
    /// <summary>The next DC value.</summary>
    /// <param name="previous">The one before.</param>
    /// <param name="difference">As read.</param>
    /// <param name="limit">Eight times half the range of samples.</param>
    /// <exception cref="ImageFormatException">Beyond the range of samples: the stream is damaged.</exception>
    public static int Add(int previous, int difference, int limit)
    {
        int dc = previous + difference;
        return dc >= -limit && dc < limit ? dc : throw JpegStructure.Corrupt("DC coefficient out of range");
    }

    /// <summary>Bits a magnitude takes.</summary>
    public static int SizeOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
}
