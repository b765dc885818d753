using System.Collections;
using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>Which places of a series' volume become air. Applied slice by slice, in any order, on any number of threads.</summary>
public sealed class FacePlan
{
    private const double Air = -1000;
    private const float AirNoise = 14;

    private readonly CellGrid _grid;
    private readonly BitArray _cut;
    private readonly KeyedNoise _noise;

    internal FacePlan(CellGrid grid, bool[] cut, KeyedNoise noise) => (_grid, _cut, _noise) = (grid, new BitArray(cut), noise);

    /// <summary>Changes the samples of one slice (native, little endian); the same slice comes out the same every time.</summary>
    /// <returns>How many pixels became air.</returns>
    /// <exception cref="ImageFormatException">Fewer samples than the description says.</exception>
    public int Apply(FaceSlice slice, Span<byte> samples)
    {
        (SliceGeometry g, PixelDescription description) = (slice.Geometry, slice.Description);
        if (samples.Length < description.NativeFrameLength || g.Rows != description.Rows || g.Columns != description.Columns)
            throw new ImageFormatException(PixelReasons.FrameMismatch, "a frame shorter than its description");
        var stored = new StoredValues(description);
        (Vector3 across, Vector3 down) = (g.Row * g.ColumnSpacing, g.Column * g.RowSpacing);
        int height = (int)MathF.Round(Vector3.Dot(g.Position, g.Normal) * 16);
        int changed = 0;
        for (int y = 0; y < g.Rows; y++)
        {
            Vector3 point = g.Position + (down * y);
            for (int x = 0; x < g.Columns; x++, point += across)
            {
                int cell = _grid.Find(point);
                if (cell < 0 || !_cut[cell]) continue;
                double value = Air + (AirNoise * (_noise.White(x, y, height) + _noise.White(x, y, ~height)));
                stored.Write(samples, (y * g.Columns) + x, (int)Math.Round((value - slice.Intercept) / slice.Slope));
                changed++;
            }
        }

        return changed;
    }
}
