using System.Buffers.Binary;

namespace Pipeline.Imaging.Tests;

/// <summary>Generated images of every depth: flat parts for runs, slopes, edges, and noise.</summary>
internal static class CodecPictures
{
    public static PixelDescription Gray(int rows, int columns, int bits, bool signed = false)
        => new(rows, columns, 1, PhotometricInterpretation.Monochrome2, 0, bits > 8 ? 16 : 8, bits, bits - 1, signed ? 1 : 0, 1);

    public static PixelDescription Color(int rows, int columns)
        => PixelDescription.EightBit(rows, columns, PhotometricInterpretation.Rgb);

    /// <summary>One frame by pixel; signed values fill their cells.</summary>
    public static byte[] Frame(PixelDescription d, int seed = 1)
    {
        Random random = new(seed);
        int top = (1 << d.BitsStored) - 1;
        byte[] frame = new byte[d.NativeFrameLength];
        for (int i = 0; i < d.Rows * d.Columns * d.SamplesPerPixel; i++)
        {
            (int pixel, int sample) = Math.DivRem(i, d.SamplesPerPixel);
            (int y, int x) = Math.DivRem(pixel, d.Columns);
            int part = ((x * 4 / d.Columns) + (y * 3 / d.Rows) + seed) % 5;
            int value = part switch
            {
                0 => 0,
                1 => top,
                2 => (int)((long)top * x / d.Columns),
                3 => random.Next(top + 1),
                _ => Math.Clamp((top / 2) + ((x - y) * (sample + 1) * top / 400) + random.Next(-2, 3), 0, top),
            };
            if (d.IsSigned && value > top / 2) value -= top + 1;
            if (d.BitsAllocated == 8) frame[i] = (byte)value;
            else BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(2 * i), (ushort)value);
        }

        return frame;
    }
}
