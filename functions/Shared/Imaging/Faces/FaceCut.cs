using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>
/// What is taken out: everything in front of a surface that lies behind the front of the facial bones, curves back to the
/// sides and is made irregular by the key. The skull's inside with a rim around it stays whatever the surface says.
/// </summary>
internal static class FaceCut
{
    /// <summary>Millimetres behind the facial bones' front, in the middle.</summary>
    private const float Depth = 24;

    /// <summary>Millimetres further back at <see cref="Side"/> from the middle; with the square of the distance.</summary>
    private const float Curve = 50;
    private const float Side = 65;
    private const float Deepest = 78;
    private const float Irregularity = 5;
    private const float IrregularityWidth = 13;
    private const float BelowChin = 14;

    /// <summary>Steps that the skull's inside is grown by: what its search took off, and about 8 mm for bone.</summary>
    private const int KeptSteps = Cranium.Closing + 4;

    public static bool[] Of(HeadVolume volume, Cranium cranium, HeadFrame frame, FaceLandmarks marks, FaceExtent extent, KeyedNoise noise)
    {
        CellGrid grid = volume.Grid;
        bool[] kept = Cells.Grow(grid, cranium.Inside, KeptSteps);
        float lowest = LowestOf(marks, extent);
        var cut = new bool[grid.Count];
        for (int i = 0; i < cut.Length; i++)
        {
            Vector3 point = grid.Center(i), p = frame.Of(point);
            if (kept[i] || p.Z > marks.Brow || p.Z < lowest - Irregularity || Math.Abs(p.X) > 110) continue;
            float rough = Irregularity * noise.Smooth(point / IrregularityWidth);
            float depth = Math.Min(Deepest, Depth + (Curve * p.X * p.X / (Side * Side))) + rough;
            cut[i] = p.Y > marks.FrontAt(p.Z) - depth && p.Z > lowest + rough;
        }

        return cut;
    }

    private static float LowestOf(FaceLandmarks marks, FaceExtent extent)
    {
        if (extent == FaceExtent.UpperHalf) return (marks.Floor + (marks.Chin ?? throw new FaceUndecidedException("the chin, which says where the upper half of the face ends, is not in the volume"))) / 2;
        return marks.Chin is { } chin ? chin - BelowChin : float.NegativeInfinity;
    }
}
