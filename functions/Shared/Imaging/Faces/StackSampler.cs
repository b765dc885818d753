using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>Values between the pixels of reduced slices; each slice by its own place, which follows a tilted gantry.</summary>
internal sealed class StackSampler(SliceStack stack, short[][] reduced, int across, int down, int columns, int rows)
{
    private readonly SliceGeometry[] _slices = [.. stack.Slices.Select(slice => slice.Geometry)];
    private readonly Vector3 _normal = stack.Normal;

    public short At(Vector3 point)
    {
        float height = Vector3.Dot(point, _normal);
        float[] heights = stack.Heights;
        if (height < heights[0] - (stack.Step / 2) || height > heights[^1] + (stack.Step / 2)) return HeadVolume.Outside;
        int above = Array.BinarySearch(heights, height);
        if (above < 0) above = ~above;
        if (above == 0) return InSlice(0, point);
        if (above == heights.Length) return InSlice(above - 1, point);
        short low = InSlice(above - 1, point), high = InSlice(above, point);
        if (low == HeadVolume.Outside || high == HeadVolume.Outside) return HeadVolume.Outside;
        float part = (height - heights[above - 1]) / (heights[above] - heights[above - 1]);
        return (short)(low + (part * (high - low)));
    }

    private short InSlice(int slice, Vector3 point)
    {
        ref readonly SliceGeometry g = ref _slices[slice];
        Vector3 from = point - g.Position;
        float x = ((Vector3.Dot(from, g.Row) / g.ColumnSpacing) - ((across - 1) / 2f)) / across;
        float y = ((Vector3.Dot(from, g.Column) / g.RowSpacing) - ((down - 1) / 2f)) / down;
        if (x < -0.5f || y < -0.5f || x > columns - 0.5f || y > rows - 0.5f) return HeadVolume.Outside;
        (x, y) = (Math.Clamp(x, 0, columns - 1.001f), Math.Clamp(y, 0, rows - 1.001f));
        (int left, int top) = ((int)x, (int)y);
        short[] values = reduced[slice];
        int at = (top * columns) + left;
        float upper = values[at] + ((x - left) * (values[at + 1] - values[at]));
        float lower = values[at + columns] + ((x - left) * (values[at + columns + 1] - values[at + columns]));
        return (short)(upper + ((y - top) * (lower - upper)));
    }
}
