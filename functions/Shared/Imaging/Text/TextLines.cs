namespace Pipeline.Imaging.Text;

/// <summary>
/// Finds what looks like lines of burned-in text: rows near the margins of a picture in which many thin bright strokes stand on
/// dark ground. A help for a person's eye, never a proof: it misses text, and takes scales for text.
/// </summary>
public static class TextLines
{
    private const byte Bright = 150;
    private const byte Dark = 90;
    private const int ThickestStroke = 14;
    private const int FewestStrokes = 4;
    private const int LowestLine = 5;
    private const int GapInLine = 3;
    private const int Padding = 4;
    private const int MostLines = 24;

    /// <summary>Share of each side that counts as its margin.</summary>
    private const double Margin = 0.18;

    /// <summary>The lines, each a rectangle with some room around it, from the top.</summary>
    public static IReadOnlyList<PixelRectangle> Find(DisplayImage image)
    {
        byte[] gray = Gray(image);
        List<PixelRectangle> lines = [];
        int marginX = (int)(image.Width * Margin), marginY = (int)(image.Height * Margin);
        lines.AddRange(Lines(gray, image.Width, new PixelRectangle(0, 0, image.Width, marginY)));
        lines.AddRange(Lines(gray, image.Width, PixelRectangle.FromEdges(0, marginY, marginX, image.Height - marginY)));
        lines.AddRange(Lines(gray, image.Width, PixelRectangle.FromEdges(image.Width - marginX, marginY, image.Width, image.Height - marginY)));
        lines.AddRange(Lines(gray, image.Width, PixelRectangle.FromEdges(0, image.Height - marginY, image.Width, image.Height)));
        return [.. lines.OrderBy(line => line.Top).Take(MostLines).Select(line => line.Clip(image.Width, image.Height))];
    }

    private static IEnumerable<PixelRectangle> Lines(byte[] gray, int width, PixelRectangle area)
    {
        int top = -1, last = -1, left = int.MaxValue, right = 0;
        for (int y = area.Top; y <= area.Bottom; y++)
        {
            (int strokes, int from, int to) = y < area.Bottom ? Strokes(gray.AsSpan((y * width) + area.Left, area.Width)) : default;
            if (strokes >= FewestStrokes)
            {
                if (top < 0) top = y;
                (last, left, right) = (y, Math.Min(left, from + area.Left), Math.Max(right, to + area.Left));
            }
            else if (top >= 0 && (y - last > GapInLine || y == area.Bottom))
            {
                if (last - top + 1 >= LowestLine) yield return PixelRectangle.FromEdges(left - Padding, top - Padding, right + Padding, last + 1 + Padding);
                (top, left, right) = (-1, int.MaxValue, 0);
            }
        }
    }

    /// <summary>Thin bright runs between dark pixels: how many, and from where to where.</summary>
    private static (int Count, int From, int To) Strokes(ReadOnlySpan<byte> row)
    {
        int count = 0, from = 0, to = 0, began = -1;
        bool afterDark = true;
        for (int x = 0; x < row.Length; x++)
        {
            if (row[x] >= Bright)
            {
                if (began < 0 && afterDark) began = x;
            }
            else if (row[x] <= Dark)
            {
                if (began >= 0 && x - began <= ThickestStroke)
                {
                    if (count++ == 0) from = began;
                    to = x;
                }

                (began, afterDark) = (-1, true);
            }
            else if (began < 0)
            {
                afterDark = false;
            }
        }

        return (count, from, to);
    }

    private static byte[] Gray(DisplayImage image)
    {
        if (image.Channels == 1) return image.Samples;
        byte[] gray = new byte[image.Width * image.Height];
        for (int i = 0; i < gray.Length; i++) gray[i] = Math.Max(image.Samples[3 * i], Math.Max(image.Samples[(3 * i) + 1], image.Samples[(3 * i) + 2]));
        return gray;
    }
}
