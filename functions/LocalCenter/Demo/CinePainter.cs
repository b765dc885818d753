namespace Pipeline.LocalCenter.Demo;

/// <summary>
/// Paints frames that look like an ultrasound scanner's: a moving speckled sector inside the declared region, and above it
/// the strip in which scanners print the patient's name. Same seed, same picture.
/// </summary>
internal sealed class CinePainter(int seed)
{
    /// <summary>Rows (0028,0010).</summary>
    public const int Rows = 480;

    /// <summary>Columns (0028,0011).</summary>
    public const int Columns = 640;

    /// <summary>The declared region's left, top, right and bottom pixel, inclusive (0018,6018…601E).</summary>
    public static readonly (int Left, int Top, int Right, int Bottom) Region = (32, 64, 607, 447);

    /// <summary>A frame of interleaved RGB, without text.</summary>
    public byte[] Paint(int frame)
    {
        byte[] rgb = new byte[Rows * Columns * 3];
        (int left, int top, int right, int bottom) = Region;
        double apexX = (left + right) / 2.0;
        double pulse = Math.Sin(frame * Math.PI / 6);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double dx = x - apexX;
                double dy = y - top + 24;
                double depth = Math.Sqrt((dx * dx) + (dy * dy));
                if (Math.Abs(dx) > dy * 0.8 || depth > 400)
                {
                    continue;
                }

                double tissue = 90 + (50 * Math.Sin((depth / 19) + pulse)) - (depth / 8);
                double cyst = Math.Sqrt(((dx - 60) * (dx - 60)) + ((dy - 220) * (dy - 220))) < 46 + (6 * pulse) ? 0.15 : 1;
                double value = Math.Clamp(tissue * cyst * (0.55 + (Speckle(x, y, frame) * 0.9)), 4, 235);
                Put(rgb, x, y, (byte)value, Flow(dx, dy, pulse));
            }
        }

        return rgb;
    }

    /// <summary>The luminance of an RGB frame, one byte a pixel.</summary>
    public static byte[] ToGray(ReadOnlySpan<byte> rgb)
    {
        byte[] gray = new byte[rgb.Length / 3];
        for (int i = 0; i < gray.Length; i++)
        {
            gray[i] = (byte)(((rgb[i * 3] * 299) + (rgb[(i * 3) + 1] * 587) + (rgb[(i * 3) + 2] * 114)) / 1000);
        }

        return gray;
    }

    private static void Put(byte[] rgb, int x, int y, byte value, int flow)
    {
        int at = ((y * Columns) + x) * 3;
        rgb[at] = (byte)Math.Clamp(value + flow, 0, 255);
        rgb[at + 1] = value;
        rgb[at + 2] = (byte)Math.Clamp(value - flow, 0, 255);
    }

    /// <summary>Colour Doppler inside one vessel: red towards the probe, blue away from it.</summary>
    private static int Flow(double dx, double dy, double pulse)
        => Math.Abs(dx + 90 - (dy * 0.2)) < 12 && dy is > 120 and < 260 ? (int)(110 * pulse) : 0;

    private double Speckle(int x, int y, int frame)
    {
        uint hash = (uint)((x / 2 * 73856093) ^ (y / 2 * 19349663) ^ ((frame + 1) * 83492791) ^ (seed * 2654435761L));
        hash ^= hash >> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >> 12;
        hash *= 0x297a2d39;
        return ((hash ^ (hash >> 15)) & 0xFFFF) / 65536.0;
    }
}
