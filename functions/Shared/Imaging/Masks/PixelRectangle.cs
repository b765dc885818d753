namespace Pipeline.Imaging;

/// <summary>
/// A rectangle of whole pixels, top left inclusive, <see cref="Right"/> and <see cref="Bottom"/> exclusive. Arithmetic
/// saturates; an empty rectangle has no pixels wherever it lies. The default is empty.
/// </summary>
public readonly record struct PixelRectangle
{
    /// <param name="left">First column; may be negative, as may all: images clip.</param>
    /// <param name="top">First row.</param>
    /// <param name="width">Columns; negative counts as 0.</param>
    /// <param name="height">Rows; negative counts as 0.</param>
    public PixelRectangle(int left, int top, int width, int height)
    {
        (Left, Top) = (left, top);
        Right = (int)Math.Min(int.MaxValue, (long)left + Math.Max(0, width));
        Bottom = (int)Math.Min(int.MaxValue, (long)top + Math.Max(0, height));
    }

    /// <summary>First column.</summary>
    public int Left { get; }

    /// <summary>First row.</summary>
    public int Top { get; }

    /// <summary>The column after the last.</summary>
    public int Right { get; }

    /// <summary>The row after the last.</summary>
    public int Bottom { get; }

    /// <summary>Columns.</summary>
    public int Width => (int)Math.Min(int.MaxValue, (long)Right - Left);

    /// <summary>Rows.</summary>
    public int Height => (int)Math.Min(int.MaxValue, (long)Bottom - Top);

    /// <summary>Whether there is no pixel in it.</summary>
    public bool IsEmpty => Right <= Left || Bottom <= Top;

    /// <summary>Pixels in it.</summary>
    public long Area => IsEmpty ? 0 : (long)Width * Height;

    /// <summary>A rectangle from its edges; right and bottom exclusive.</summary>
    public static PixelRectangle FromEdges(int left, int top, int right, int bottom)
        => new(left, top, (int)Math.Clamp((long)right - left, 0, int.MaxValue), (int)Math.Clamp((long)bottom - top, 0, int.MaxValue));

    /// <summary>The pixels both have.</summary>
    public PixelRectangle Intersect(PixelRectangle other)
        => FromEdges(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>What lies within an image of this size.</summary>
    public PixelRectangle Clip(int width, int height) => Intersect(new PixelRectangle(0, 0, width, height));

    /// <summary>Whether the pixel lies in it.</summary>
    public bool Contains(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;
}
