namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Samples of a grid, the upper edges exclusive.</summary>
internal readonly record struct Rectangle(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;

    public int Height => Bottom - Top;
}
