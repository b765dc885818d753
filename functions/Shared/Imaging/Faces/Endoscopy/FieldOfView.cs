namespace Pipeline.Imaging.Faces;

/// <summary>
/// Tells whether a frame of an endoscopy holds its round or octagonal field of view and nothing else: endoscopes burn the
/// patient's name in beside the picture, some over it. In doubt it does hold more.
/// </summary>
public static class FieldOfView
{
    private const int Dark = 24;
    private const int SmallestCore = 16;
    private const int CoresInFrame = 24;

    /// <summary>Pixels around the field that its coding may have blurred.</summary>
    private const int Blur = 3;

    /// <summary>Lit pixels elsewhere that are noise: fewer than a letter has.</summary>
    private const int MostStray = 8;

    /// <summary>Share of its convex hull that the field may lack.</summary>
    private const double MostDented = 0.02;

    /// <summary>Whether everything lit is one convex field, and nothing in it looks like writing.</summary>
    /// <param name="frame">As a screen shows it.</param>
    public static bool IsAllThatShows(DisplayImage frame)
    {
        int size = Math.Max(SmallestCore, Math.Min(frame.Width, frame.Height) / CoresInFrame);
        if (frame.Width < size || frame.Height < size) return false;
        bool[] lit = Lit(frame);
        var squares = new AreaSums(Squares(new AreaSums(lit, frame.Width, frame.Height), size), frame.Width, frame.Height);
        return Strays(lit, squares, size) <= MostStray && IsConvex(squares, size) && !OverlaidText.IsLikely(frame);
    }

    /// <summary>What is lit or enclosed by what is lit, as a dark lumen is.</summary>
    private static bool[] Lit(DisplayImage frame)
    {
        (int width, int height) = (frame.Width, frame.Height);
        bool[] lit = new bool[width * height];
        Array.Fill(lit, true);
        var edge = new Stack<int>();
        void Visit(int x, int y)
        {
            if (x < 0 || y < 0 || x >= width || y >= height || !lit[(y * width) + x]) return;
            Span<byte> samples = frame[x, y];
            foreach (byte sample in samples)
            {
                if (sample > Dark) return;
            }

            lit[(y * width) + x] = false;
            edge.Push((y * width) + x);
        }

        for (int x = 0; x < width; x++)
        {
            Visit(x, 0);
            Visit(x, height - 1);
        }

        for (int y = 0; y < height; y++)
        {
            Visit(0, y);
            Visit(width - 1, y);
        }

        while (edge.TryPop(out int at))
        {
            (int y, int x) = Math.DivRem(at, width);
            Visit(x - 1, y);
            Visit(x + 1, y);
            Visit(x, y - 1);
            Visit(x, y + 1);
        }

        return lit;
    }

    /// <summary>Where the upper left corner of a lit square lies: letters are too thin to hold one.</summary>
    private static bool[] Squares(AreaSums lit, int size)
    {
        bool[] corners = new bool[lit.Width * lit.Height];
        for (int y = 0; y + size <= lit.Height; y++)
            for (int x = 0; x + size <= lit.Width; x++) corners[(y * lit.Width) + x] = lit.Of(x, y, x + size, y + size) == size * size;
        return corners;
    }

    /// <summary>Lit pixels that lie neither in a lit square nor close to one.</summary>
    private static int Strays(bool[] lit, AreaSums squares, int size)
    {
        int strays = 0;
        for (int y = 0; y < squares.Height; y++)
        {
            for (int x = 0; x < squares.Width; x++)
            {
                if (lit[(y * squares.Width) + x] && squares.Of(x - size + 1 - Blur, y - size + 1 - Blur, x + 1 + Blur, y + 1 + Blur) == 0) strays++;
            }
        }

        return strays;
    }

    /// <summary>Whether the squares together are convex, as one field is and two lit things are not.</summary>
    private static bool IsConvex(AreaSums squares, int size)
    {
        List<(long X, long Y)> left = [], right = [];
        long area = 0;
        for (int y = 0; y < squares.Height; y++)
        {
            (int from, int to) = (-1, -1);
            for (int x = 0; x < squares.Width; x++)
            {
                if (squares.Of(x - size + 1, y - size + 1, x + 1, y + 1) == 0) continue;
                area++;
                if (from < 0) from = x;
                to = x + 1;
            }

            if (from < 0) continue;
            foreach (int edge in (int[])[y, y + 1])
            {
                AddToChain(left, (from, edge), turn: 1);
                AddToChain(right, (to, edge), turn: -1);
            }
        }

        long hull = HullArea(left, right);
        return area > 0 && hull - area <= MostDented * hull;
    }

    /// <summary>One side of a convex hull, from the top (Andrew's monotone chain).</summary>
    private static void AddToChain(List<(long X, long Y)> chain, (long X, long Y) point, int turn)
    {
        while (chain.Count >= 2)
        {
            ((long X, long Y) a, (long X, long Y) b) = (chain[^2], chain[^1]);
            long cross = ((b.X - a.X) * (point.Y - a.Y)) - ((b.Y - a.Y) * (point.X - a.X));
            if (cross * turn < 0) break;
            chain.RemoveAt(chain.Count - 1);
        }

        chain.Add(point);
    }

    private static long HullArea(List<(long X, long Y)> left, List<(long X, long Y)> right)
    {
        (long X, long Y)[] around = [.. left, .. right.AsEnumerable().Reverse()];
        long twice = 0;
        for (int i = 0; i < around.Length; i++)
        {
            ((long X, long Y) a, (long X, long Y) b) = (around[i], around[(i + 1) % around.Length]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(twice) / 2;
    }
}
