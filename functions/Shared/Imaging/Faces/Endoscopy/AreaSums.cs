namespace Pipeline.Imaging.Faces;

/// <summary>How many pixels of a mask any rectangle holds, in four look-ups.</summary>
internal sealed class AreaSums
{
    private readonly int[] _sums;

    public AreaSums(bool[] mask, int width, int height)
    {
        (Width, Height, _sums) = (width, height, new int[(width + 1) * (height + 1)]);
        for (int y = 0; y < height; y++)
        {
            int row = 0;
            for (int x = 0; x < width; x++)
            {
                if (mask[(y * width) + x]) row++;
                _sums[((y + 1) * (width + 1)) + x + 1] = _sums[(y * (width + 1)) + x + 1] + row;
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Pixels between edges, which may lie outside the picture.</summary>
    public int Of(int left, int top, int right, int bottom)
    {
        (left, right) = (Math.Clamp(left, 0, Width), Math.Clamp(right, 0, Width));
        (top, bottom) = (Math.Clamp(top, 0, Height) * (Width + 1), Math.Clamp(bottom, 0, Height) * (Width + 1));
        return _sums[bottom + right] - _sums[top + right] - _sums[bottom + left] + _sums[top + left];
    }
}
