using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>The slices of a series in their order through the patient; refuses what is not one evenly filled stack.</summary>
internal sealed class SliceStack
{
    /// <summary>Millimetres; thicker steps leave features of a face between them.</summary>
    private const float WidestStep = 7;

    private SliceStack(List<FaceSlice> slices, float[] heights, float step) => (Slices, Heights, Step) = (slices, heights, step);

    public IReadOnlyList<FaceSlice> Slices { get; }

    /// <summary>Of each slice, millimetres along the normal.</summary>
    public float[] Heights { get; }

    public float Step { get; }

    public Vector3 Normal => Slices[0].Geometry.Normal;

    /// <exception cref="FaceUndecidedException">Not one stack, slices missing or double, or too large.</exception>
    public static SliceStack Of(IReadOnlyList<FaceSlice> slices, FaceLimits limits)
    {
        if (slices.Count < 2) throw new FaceUndecidedException("too few slices to see a volume");
        if (slices.Count > limits.Slices) throw new FaceUndecidedException("more slices than the limit");
        SliceGeometry first = slices[0].Geometry;
        if ((long)first.Rows * first.Columns * slices.Count > limits.Pixels) throw new FaceUndecidedException("more pixels than the limit");
        foreach (FaceSlice slice in slices)
        {
            SliceGeometry g = slice.Geometry;
            if (!g.IsPlausible || slice.Description.Rows != g.Rows || slice.Description.Columns != g.Columns) throw new FaceUndecidedException("a slice without a plausible place in the patient");
            if (!(double.IsFinite(slice.Slope) && slice.Slope is > 0.001 and < 1000 && Math.Abs(slice.Intercept) < 100_000)) throw new FaceUndecidedException("a slice without a plausible scale");
            if (Vector3.Dot(g.Row, first.Row) < 0.999f || Vector3.Dot(g.Column, first.Column) < 0.999f) throw new FaceUndecidedException("slices of several directions");
            if (g.Rows != first.Rows || g.Columns != first.Columns || Math.Abs(g.RowSpacing - first.RowSpacing) > 0.001f || Math.Abs(g.ColumnSpacing - first.ColumnSpacing) > 0.001f)
                throw new FaceUndecidedException("slices of several sizes");
        }

        List<FaceSlice> sorted = [.. slices.OrderBy(slice => Vector3.Dot(slice.Geometry.Position, first.Normal))];
        float[] heights = [.. sorted.Select(slice => Vector3.Dot(slice.Geometry.Position, first.Normal))];
        return new SliceStack(sorted, heights, EvenStep(sorted, heights));
    }

    private static float EvenStep(List<FaceSlice> sorted, float[] heights)
    {
        float[] steps = [.. heights.Skip(1).Zip(heights, (next, height) => next - height)];
        float step = steps.Order().ElementAt(steps.Length / 2);
        if (step < 0.05f || steps.Any(s => s < 0.3f * step)) throw new FaceUndecidedException("several slices at one place");
        if (step > WidestStep) throw new FaceUndecidedException("slices too far apart");
        if (steps.Any(s => s > 1.7f * step)) throw new FaceUndecidedException("slices missing from the stack");

        // A tilted gantry shifts every slice alike; any other shift is not one stack.
        Vector3 normal = sorted[0].Geometry.Normal;
        Vector3[] shifts = [.. Enumerable.Range(1, steps.Length).Select(i => (sorted[i].Geometry.Position - sorted[i - 1].Geometry.Position - (normal * steps[i - 1])) / steps[i - 1])];
        if (shifts.Any(shift => (shift - shifts[0]).Length() > 0.2f || shift.Length() > 0.75f)) throw new FaceUndecidedException("slices that do not lie above each other");
        return step;
    }
}
