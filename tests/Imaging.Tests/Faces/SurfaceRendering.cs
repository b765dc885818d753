using System.Numerics;
using Pipeline.Imaging.Faces;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>A shaded surface of a stack of axial slices, as a viewer's 3-D mode draws it: parallel rays, light from the eye.</summary>
internal sealed class SurfaceRendering
{
    private const float Step = 0.7f;
    private readonly float[][] _slices;
    private readonly SliceGeometry _first;
    private readonly float[] _heights;

    public SurfaceRendering(IReadOnlyList<FaceSlice> slices, FacePlan? plan = null)
    {
        List<FaceSlice> sorted = [.. slices.OrderBy(slice => slice.Geometry.Position.Z)];
        _first = sorted[0].Geometry;
        _heights = [.. sorted.Select(slice => slice.Geometry.Position.Z)];
        _slices = [.. sorted.Select(slice => Values(slice, plan))];
    }

    public static float[] Values(FaceSlice slice, FacePlan? plan)
    {
        byte[] samples = slice.ReadSamples();
        plan?.Apply(slice, samples);
        var stored = new StoredValues(slice.Description);
        return [.. Enumerable.Range(0, slice.Description.Rows * slice.Description.Columns).Select(i => (float)((stored.Read(samples, i) * slice.Slope) + slice.Intercept))];
    }

    /// <summary>Views from the front, obliquely, and from the side, next to each other.</summary>
    public DisplayImage Views(float threshold, int size = 300)
    {
        float[] turns = [0, -40, 40, -90];
        var image = new DisplayImage(size * turns.Length, size, 1);
        Vector3 center = _first.At((_first.Columns - 1) / 2f, (_first.Rows - 1) / 2f) with { Z = (_heights[0] + _heights[^1]) / 2 };
        float scale = 235f / size;
        Parallel.For(0, turns.Length * size, line =>
        {
            (int view, int v) = (line / size, line % size);
            (float sin, float cos) = MathF.SinCos(turns[view] * MathF.PI / 180);
            Vector3 ahead = new(-sin, cos, 0), right = new(cos, sin, 0);
            for (int u = 0; u < size; u++)
            {
                Vector3 start = center + (right * ((u - (size / 2f)) * scale)) + (Vector3.UnitZ * (((size / 2f) - v) * scale)) - (ahead * 170);
                image[(view * size) + u, v][0] = Shade(start, ahead, threshold);
            }
        });
        return image;
    }

    private byte Shade(Vector3 start, Vector3 ahead, float threshold)
    {
        for (float t = 0; t < 340; t += Step)
        {
            Vector3 p = start + (ahead * t);
            if (At(p) < threshold) continue;
            const float d = 1.5f;
            var gradient = new Vector3(At(p + (Vector3.UnitX * d)) - At(p - (Vector3.UnitX * d)), At(p + (Vector3.UnitY * d)) - At(p - (Vector3.UnitY * d)), At(p + (Vector3.UnitZ * d)) - At(p - (Vector3.UnitZ * d)));
            float facing = gradient.Length() < 1 ? 0 : Math.Max(0, Vector3.Dot(Vector3.Normalize(gradient), ahead));
            return (byte)(30 + (220 * facing));
        }

        return 0;
    }

    private float At(Vector3 p)
    {
        float x = (p.X - _first.Position.X) / _first.ColumnSpacing, y = (p.Y - _first.Position.Y) / _first.RowSpacing;
        float z = (p.Z - _heights[0]) / (_heights[^1] - _heights[0]) * (_heights.Length - 1);
        if (x < 0 || y < 0 || z < 0 || x >= _first.Columns - 1 || y >= _first.Rows - 1 || z >= _heights.Length - 1) return -1000;
        (int i, int j, int k) = ((int)x, (int)y, (int)z);
        return float.Lerp(InSlice(_slices[k], i, j, x - i, y - j), InSlice(_slices[k + 1], i, j, x - i, y - j), z - k);
    }

    private float InSlice(float[] values, int i, int j, float u, float v)
    {
        int at = (j * _first.Columns) + i;
        return float.Lerp(float.Lerp(values[at], values[at + 1], u), float.Lerp(values[at + _first.Columns], values[at + _first.Columns + 1], u), v);
    }
}
