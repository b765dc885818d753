namespace Pipeline.Imaging;

/// <summary>
/// The pixels of a frame to hide: disjoint rectangles within an image of a given size, ordered by row, then column.
/// Immutable; equal pixel sets have equal rectangles.
/// </summary>
public sealed class FrameMask
{
    /// <summary>More rectangles than this in one mask are refused.</summary>
    public const int MaximumRectangles = 1024;

    private readonly PixelRectangle[] _hidden;

    private FrameMask(int width, int height, PixelRectangle[] hidden) => (Width, Height, _hidden) = (width, height, hidden);

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>What is hidden: disjoint, clipped, in order.</summary>
    public IReadOnlyList<PixelRectangle> Hidden => _hidden;

    /// <summary>Whether nothing is hidden.</summary>
    public bool IsEmpty => _hidden.Length == 0;

    /// <summary>Pixels hidden.</summary>
    public long HiddenArea => _hidden.Sum(rectangle => rectangle.Area);

    /// <summary>Hides these rectangles, clipped to the image; they may overlap.</summary>
    public static FrameMask Hide(int width, int height, params IEnumerable<PixelRectangle> rectangles)
        => Build(width, height, Clip(width, height, rectangles), complement: false);

    /// <summary>Hides everything but these rectangles, clipped to the image; none hides all.</summary>
    public static FrameMask KeepOnly(int width, int height, params IEnumerable<PixelRectangle> rectangles)
        => Build(width, height, Clip(width, height, rectangles), complement: true);

    /// <summary>Hides what either hides.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public FrameMask Union(FrameMask other)
    {
        if (other.Width != Width || other.Height != Height) throw new ArgumentException("masks of different image sizes", nameof(other));
        return Build(Width, Height, [.. _hidden, .. other._hidden], complement: false);
    }

    /// <summary>Whether the pixel is hidden.</summary>
    public bool Hides(int x, int y) => Array.Exists(_hidden, rectangle => rectangle.Contains(x, y));

    /// <summary>Whether any pixel of the rectangle is hidden.</summary>
    public bool Touches(PixelRectangle rectangle)
        => Array.Exists(_hidden, hidden => !hidden.Intersect(rectangle).IsEmpty);

    private static List<PixelRectangle> Clip(int width, int height, IEnumerable<PixelRectangle> rectangles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        List<PixelRectangle> clipped = [];
        foreach (PixelRectangle rectangle in rectangles)
        {
            PixelRectangle inside = rectangle.Clip(width, height);
            if (inside.IsEmpty) continue;
            if (clipped.Count == MaximumRectangles) throw new ArgumentException("too many rectangles", nameof(rectangles));
            clipped.Add(inside);
        }

        return clipped;
    }

    private static FrameMask Build(int width, int height, List<PixelRectangle> rectangles, bool complement)
    {
        int[] edges = [.. rectangles.SelectMany(r => new[] { r.Top, r.Bottom }).Append(0).Append(height).Distinct().Order()];
        List<PixelRectangle> hidden = [];
        List<(int From, int To)> above = [];
        int bandTop = 0;
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            List<(int From, int To)> spans = Spans(rectangles, edges[i], width, complement);
            if (spans.SequenceEqual(above)) continue;
            hidden.AddRange(above.Select(span => PixelRectangle.FromEdges(span.From, bandTop, span.To, edges[i])));
            (above, bandTop) = (spans, edges[i]);
        }

        hidden.AddRange(above.Select(span => PixelRectangle.FromEdges(span.From, bandTop, span.To, height)));
        return new FrameMask(width, height, [.. hidden]);
    }

    private static List<(int From, int To)> Spans(List<PixelRectangle> rectangles, int row, int width, bool complement)
    {
        List<(int From, int To)> covered = [];
        foreach (PixelRectangle r in rectangles.Where(r => r.Top <= row && row < r.Bottom).OrderBy(r => r.Left))
        {
            if (covered.Count > 0 && r.Left <= covered[^1].To) covered[^1] = (covered[^1].From, Math.Max(covered[^1].To, r.Right));
            else covered.Add((r.Left, r.Right));
        }

        return complement ? Gaps(covered, width) : covered;
    }

    private static List<(int From, int To)> Gaps(List<(int From, int To)> covered, int width)
    {
        List<(int From, int To)> gaps = [];
        int from = 0;
        foreach ((int start, int end) in covered)
        {
            if (start > from) gaps.Add((from, start));
            from = end;
        }

        if (from < width) gaps.Add((from, width));
        return gaps;
    }
}
