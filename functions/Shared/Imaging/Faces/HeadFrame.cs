using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>The head's own axes, through the middle of the skull's inside, in millimetres.</summary>
/// <param name="Origin">On the plane of symmetry, in patient coordinates.</param>
/// <param name="Left">To the patient's left, across the plane of symmetry.</param>
/// <param name="Front">To the face.</param>
/// <param name="Up">To the crown.</param>
/// <param name="Symmetry">Share of bone that has bone as its mirror image, 0 to 1.</param>
internal sealed record HeadFrame(Vector3 Origin, Vector3 Left, Vector3 Front, Vector3 Up, double Symmetry)
{
    private const int Points = 2500;
    private const double LeastSymmetry = 0.5;

    /// <summary>A point along the head's axes: X left, Y front, Z up.</summary>
    public Vector3 Of(Vector3 point)
    {
        Vector3 from = point - Origin;
        return new Vector3(Vector3.Dot(from, Left), Vector3.Dot(from, Front), Vector3.Dot(from, Up));
    }

    /// <summary>A point of the patient from one along the head's axes.</summary>
    public Vector3 Place(float left, float front, float up) => Origin + (Left * left) + (Front * front) + (Up * up);

    /// <summary>The frame with its upward axis along the facial bones, which lean by <paramref name="slope"/> millimetres a millimetre of height.</summary>
    public HeadFrame Along(float slope)
    {
        var up = Vector3.Normalize(Up + (Front * slope));
        return this with { Up = up, Front = Vector3.Cross(Left, up) };
    }

    /// <summary>Finds the plane of symmetry, turned from the patient's axes by up to 45° and tilted sideways by up to 25°.</summary>
    /// <exception cref="FaceUndecidedException">No plane mirrors the skull well enough.</exception>
    public static HeadFrame Find(HeadVolume volume, Cranium cranium)
    {
        CellGrid grid = volume.Grid;
        Vector3 center = CenterOf(grid, cranium.Inside);
        bool[] bone = [.. volume.Values.Select(value => value >= 300)];
        List<Vector3> near = [];
        for (int i = 0; i < bone.Length; i++)
        {
            Vector3 off = grid.Center(i) - center;
            if (bone[i] && off.Z is > -130 and < 90 && new Vector2(off.X, off.Y).Length() < 120) near.Add(grid.Center(i));
        }

        if (near.Count < 500) throw new FaceUndecidedException("too little bone to find the head's axes by");
        Vector3[] sample = [.. Enumerable.Range(0, Math.Min(Points, near.Count)).Select(i => near[(int)((long)i * near.Count / Math.Min(Points, near.Count))])];
        bool[] target = Cells.Grow(grid, bone, 1);
        (double Score, int Yaw, int Roll, int Offset) best = default;
        for (int yaw = -45; yaw <= 45; yaw += 5)
        {
            for (int roll = -25; roll <= 25; roll += 5)
            {
                for (int offset = -8; offset <= 8; offset += 4) Try(yaw, roll, offset);
            }
        }

        (_, int turned, int tilted, int shifted) = best;
        for (int yaw = turned - 4; yaw <= turned + 4; yaw++)
        {
            for (int roll = tilted - 4; roll <= tilted + 4; roll++)
            {
                for (int offset = shifted - 3; offset <= shifted + 3; offset++) Try(yaw, roll, offset);
            }
        }

        if (best.Score < LeastSymmetry) throw new FaceUndecidedException("no plane of symmetry through the skull");
        Vector3 left = Across(best.Yaw, best.Roll);
        Vector3 front = Vector3.Normalize(-Vector3.UnitY - (left * Vector3.Dot(-Vector3.UnitY, left)));
        return new HeadFrame(center + (left * best.Offset), left, front, Vector3.Cross(front, left), best.Score);

        void Try(int yaw, int roll, int offset)
        {
            Vector3 normal = Across(yaw, roll);
            double score = Mirrored(grid, sample, target, normal, Vector3.Dot(center, normal) + offset);
            if (score > best.Score) best = (score, yaw, roll, offset);
        }
    }

    private static Vector3 Across(int yaw, int roll)
    {
        (float sinYaw, float cosYaw) = MathF.SinCos(yaw * MathF.PI / 180);
        (float sinRoll, float cosRoll) = MathF.SinCos(roll * MathF.PI / 180);
        return new Vector3(cosYaw * cosRoll, sinYaw * cosRoll, sinRoll);
    }

    private static double Mirrored(CellGrid grid, Vector3[] sample, bool[] target, Vector3 normal, float distance)
    {
        (int hits, int inside) = (0, 0);
        foreach (Vector3 point in sample)
        {
            int cell = grid.Find(point - (normal * (2 * (Vector3.Dot(point, normal) - distance))));
            if (cell < 0) continue;
            inside++;
            if (target[cell]) hits++;
        }

        return inside < sample.Length / 2 ? 0 : (double)hits / inside;
    }

    private static Vector3 CenterOf(CellGrid grid, bool[] set)
    {
        (double x, double y, double z, int count) = (0, 0, 0, 0);
        for (int i = 0; i < set.Length; i++)
        {
            if (!set[i]) continue;
            Vector3 p = grid.Center(i);
            (x, y, z, count) = (x + p.X, y + p.Y, z + p.Z, count + 1);
        }

        return new Vector3((float)(x / count), (float)(y / count), (float)(z / count));
    }
}
