using System.Numerics;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Puts sub-bands together, level by level (T.800 F.3), sixteen rows or columns at a time.</summary>
internal static class Wavelet
{
    /// <summary>Lines lifted side by side.</summary>
    public const int Side = 16;

    /// <summary>Turns a component's coefficients into its samples, in place.</summary>
    public static void Inverse<T, TLifting>(T[] samples, TileComponent component)
        where T : struct
        where TLifting : ILifting<T>
    {
        int stride = component.Area.Width;
        T[] lines = new T[Side * Math.Max(component.Area.Width, component.Area.Height)];
        for (int resolution = 1; resolution <= component.Style.Levels; resolution++)
        {
            Rectangle area = component.Resolution(resolution), lower = component.Resolution(resolution - 1);
            if (area.Width <= 0 || area.Height <= 0) continue;
            for (int top = 0; top < area.Height; top += Side)
                Rows<T, TLifting>(samples.AsSpan(top * stride), stride, (area.Width, Math.Min(Side, area.Height - top)), (lower.Width, area.Left & 1), lines);
            for (int left = 0; left < area.Width; left += Side)
                Columns<T, TLifting>(samples.AsSpan(left), stride, (Math.Min(Side, area.Width - left), area.Height), (lower.Height, area.Top & 1), lines);
        }
    }

    private static void Rows<T, TLifting>(Span<T> samples, int stride, (int Width, int Height) size, (int Low, int Parity) half, T[] lines)
        where T : struct
        where TLifting : ILifting<T>
    {
        for (int y = 0; y < size.Height; y++)
        {
            Span<T> row = samples.Slice(y * stride, size.Width);
            for (int x = 0, at = (half.Parity * Side) + y; x < half.Low; x++, at += 2 * Side) lines[at] = row[x];
            for (int x = half.Low, at = ((1 - half.Parity) * Side) + y; x < row.Length; x++, at += 2 * Side) lines[at] = row[x];
        }

        Lift<T, TLifting>(lines.AsSpan(0, Side * size.Width), size.Width, half.Parity);
        for (int y = 0; y < size.Height; y++)
        {
            Span<T> row = samples.Slice(y * stride, size.Width);
            for (int x = 0, at = y; x < row.Length; x++, at += Side) row[x] = lines[at];
        }
    }

    private static void Columns<T, TLifting>(Span<T> samples, int stride, (int Width, int Height) size, (int Low, int Parity) half, T[] lines)
        where T : struct
        where TLifting : ILifting<T>
    {
        for (int y = 0; y < size.Height; y++)
        {
            int line = y < half.Low ? (2 * y) + half.Parity : (2 * (y - half.Low)) + 1 - half.Parity;
            samples.Slice(y * stride, size.Width).CopyTo(lines.AsSpan(line * Side));
        }

        Lift<T, TLifting>(lines.AsSpan(0, Side * size.Height), size.Height, half.Parity);
        for (int y = 0; y < size.Height; y++) lines.AsSpan(y * Side, size.Width).CopyTo(samples[(y * stride)..]);
    }

    private static void Lift<T, TLifting>(Span<T> lines, int count, int parity)
        where T : struct
        where TLifting : ILifting<T>
    {
        if (count > 1) TLifting.Inverse(lines, count, parity);
        else if (parity == 1) TLifting.Halve(lines);
    }

    /// <summary>One lifting step over every other line, from both its neighbours; beyond an end the line mirrors itself.</summary>
    public static void Step<T>(Span<T> lines, int count, int first, Func<Vector<T>, Vector<T>, Vector<T>> step)
        where T : struct
    {
        for (int i = first; i < count; i += 2)
        {
            int before = Side * (i > 0 ? i - 1 : 1), after = Side * (i + 1 < count ? i + 1 : count - 2);
            for (int k = 0; k < Side; k += Vector<T>.Count)
            {
                Span<T> line = lines[((Side * i) + k)..];
                step(new Vector<T>(line), new Vector<T>(lines[(before + k)..]) + new Vector<T>(lines[(after + k)..])).CopyTo(line);
            }
        }
    }
}
