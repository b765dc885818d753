namespace Pipeline.Imaging.Faces;

/// <summary>
/// Looks at the rewritten slices as an onlooker would, from the front, and compares with before. Knows nothing of the cut:
/// it finds the skin anew.
/// </summary>
internal sealed class FaceProof
{
    private const float Raster = 3;
    private const float HalfWidth = 42;

    /// <summary>Millimetres behind the bones' front beyond which rays graze the outline of cheeks and chin.</summary>
    private const float Profile = 20;
    private const short Skin = -300;

    /// <summary>Millimetres under the frontal brain at which the face begins: over it lies the forehead, with brain close behind.</summary>
    private const float BelowBrain = 10;
    private const float LeastDisplacement = 9;
    private const double LeastSurface = 0.9;
    private const double MostLikeness = 0.6;

    private readonly HeadVolume _before;
    private readonly HeadFrame _frame;
    private readonly FaceLandmarks _marks;
    private readonly List<(float Left, float Up, float Front)> _face = [];

    public FaceProof(HeadVolume before, HeadFrame frame, FaceLandmarks marks, FaceExtent extent)
    {
        (_before, _frame, _marks) = (before, frame, marks);
        float lowest = extent == FaceExtent.UpperHalf ? ((marks.Floor + marks.Lowest) / 2) + 6 : marks.Lowest;
        for (float up = marks.Floor - BelowBrain; up > lowest; up -= Raster)
        {
            for (float left = -HalfWidth; left <= HalfWidth; left += Raster)
            {
                // What is seen far behind the bones' front is not the face but what lies beside it.
                if (FirstTissue(before, left, up) is { } front && front > marks.FrontAt(up) - Profile) _face.Add((left, up, front));
            }
        }
    }

    /// <summary>Measures the rewritten slices.</summary>
    /// <exception cref="FaceUndecidedException">Too little of a face was there to measure.</exception>
    public FaceFigures Measure(HeadVolume after, Cranium cranium)
    {
        if (_face.Count < 20) throw new FaceUndecidedException("too little of a face is seen from the front to prove its removal");
        List<float> moved = [], now = [];
        foreach ((float left, float up, float front) in _face)
        {
            float then = FirstTissue(after, left, up) ?? front - 100;
            moved.Add(front - then);
            now.Add(then);
        }

        List<float> sorted = [.. moved.Order()];
        return new FaceFigures(
            ChangedInside(after, cranium), SurfaceRemoved(after), sorted[sorted.Count / 2], sorted[sorted.Count * 3 / 100],
            Likeness(now), _frame.Symmetry, _face.Count);
    }

    /// <summary>What speaks against releasing a result with these figures; null when nothing does.</summary>
    public static string? Objection(FaceFigures figures)
    {
        if (figures.ChangedInsideSkull > 0) return "something within the skull would change";
        if (figures.LeastDisplacement < LeastDisplacement || figures.SurfaceRemoved < LeastSurface) return "some of the facial surface would stay";
        return figures.Likeness > MostLikeness ? "what would stay still has the relief of the face" : null;
    }

    /// <summary>Where a ray from the front first meets tissue, two cells of it.</summary>
    private float? FirstTissue(HeadVolume volume, float left, float up)
    {
        float from = _marks.FrontAt(up) + 70;
        int met = 0;
        for (float front = from; front > from - 190; front -= 1)
        {
            int cell = volume.Grid.Find(_frame.Place(left, front, up));
            met = cell >= 0 && volume.Values[cell] > Skin ? met + 1 : 0;
            if (met == 4) return front + 3;
        }

        return null;
    }

    private double ChangedInside(HeadVolume after, Cranium cranium)
    {
        int changed = 0;
        for (int i = 0; i < cranium.Inside.Length; i++)
        {
            if (cranium.Inside[i] && after.Values[i] != _before.Values[i]) changed++;
        }

        return (double)changed / cranium.Count;
    }

    private double SurfaceRemoved(HeadVolume after)
    {
        (int surface, int removed) = (0, 0);
        foreach ((float left, float up, float front) in _face)
        {
            int cell = after.Grid.Find(_frame.Place(left, front - 2, up));
            if (cell < 0) continue;
            surface++;
            if (after.Values[cell] < Skin) removed++;
        }

        return surface == 0 ? 0 : (double)removed / surface;
    }

    private double Likeness(List<float> now)
    {
        double[] before = WithoutCurvature([.. _face.Select(p => (double)p.Front)]);
        double[] after = WithoutCurvature([.. now.Select(front => (double)front)]);
        (double product, double first, double second) = (0, 0, 0);
        for (int i = 0; i < before.Length; i++)
            (product, first, second) = (product + (before[i] * after[i]), first + (before[i] * before[i]), second + (after[i] * after[i]));
        return first * second == 0 ? 0 : Math.Max(0, product / Math.Sqrt(first * second));
    }

    /// <summary>The relief less the paraboloid that fits it best.</summary>
    private double[] WithoutCurvature(double[] relief)
    {
        double[][] terms = [.. _face.Select(p => (double[])[1, p.Left / 40, p.Up / 40, p.Left * p.Left / 1600, p.Left * p.Up / 1600, p.Up * p.Up / 1600])];
        double[] rest = [.. relief];

        // One term after the other, often: slower than solving the equations, and never singular.
        for (int round = 0; round < 200; round++)
        {
            for (int term = 0; term < 6; term++)
            {
                (double dot, double square) = (0, 0);
                for (int i = 0; i < rest.Length; i++) (dot, square) = (dot + (terms[i][term] * rest[i]), square + (terms[i][term] * terms[i][term]));
                if (square == 0) continue;
                for (int i = 0; i < rest.Length; i++) rest[i] -= dot / square * terms[i][term];
            }
        }

        return rest;
    }
}
