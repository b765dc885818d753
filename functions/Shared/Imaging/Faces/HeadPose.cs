using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>Whether anatomy agrees with the slices' tags on where front and top are.</summary>
internal static class HeadPose
{
    private const short Air = -400;
    private const double LeastMilliliters = 1;

    /// <exception cref="FaceUndecidedException">The head is too large or small, or its air spaces lie not in front and below.</exception>
    public static void Require(HeadVolume volume, Cranium cranium, HeadFrame frame, FaceLandmarks marks)
    {
        CellGrid grid = volume.Grid;
        RequireSize(grid, cranium, frame);
        if (marks.Bottom > marks.Floor - FaceLandmarks.LeastFace)
        {
            RequireNothingButCrown(volume, cranium);
            return;
        }

        bool[] enclosed = EnclosedAir(volume);
        (int front, int back, int below, int above) = (0, 0, 0, 0);
        for (int i = 0; i < enclosed.Length; i++)
        {
            if (!enclosed[i]) continue;
            Vector3 p = frame.Of(grid.Center(i));
            if (Math.Abs(p.X) > 35 || Math.Abs(p.Y) > 110 || p.Z is < -150 or > 100) continue;
            if (p.Y > 12) front++;
            if (p.Y < -12) back++;
            if (p.Z < 0) below++;
            else above++;
        }

        if (front * Math.Pow(CellGrid.CellSize, 3) / 1000 < LeastMilliliters) throw new FaceUndecidedException("no air spaces of a face to tell front from back by");
        if (front < 3 * back) throw new FaceUndecidedException("the air spaces lie not where the slices' tags put the front");
        if (below < above) throw new FaceUndecidedException("the air spaces lie not where the slices' tags put the lower end");
    }

    /// <summary>
    /// A volume that ends above the face holds skull and scalp alone: tissue far from the brain is a face or a neck, on
    /// whichever side the slices' tags have put it.
    /// </summary>
    private static void RequireNothingButCrown(HeadVolume volume, Cranium cranium)
    {
        const int steps = 14;
        bool[] near = Cells.Grow(volume.Grid, cranium.Inside, steps);
        bool[] body = Cells.Largest(volume.Grid, Cells.Shrink(volume.Grid, [.. volume.Values.Select(value => value > -300)], 1));
        (int far, int all) = (0, 0);
        for (int i = 0; i < body.Length; i++)
        {
            if (!body[i]) continue;
            all++;
            if (!near[i]) far++;
        }

        if (far > 0.02 * all) throw new FaceUndecidedException("the face, which should lie below the volume, may be elsewhere in it");
    }

    private static void RequireSize(CellGrid grid, Cranium cranium, HeadFrame frame)
    {
        Vector3 least = new(float.MaxValue), most = new(float.MinValue);
        for (int i = 0; i < cranium.Inside.Length; i++)
        {
            if (!cranium.Inside[i]) continue;
            Vector3 p = frame.Of(grid.Center(i));
            (least, most) = (Vector3.Min(least, p), Vector3.Max(most, p));
        }

        Vector3 size = most - least;
        if (size.X is < 70 or > 180 || size.Y is < 80 or > 220 || size.Z > 230) throw new FaceUndecidedException("the skull's inside has not the size of a head's");
    }

    /// <summary>Air with tissue on all four sides in its axial plane; the thin shell of a headrest is no tissue.</summary>
    private static bool[] EnclosedAir(HeadVolume volume)
    {
        CellGrid grid = volume.Grid;
        bool[] tissue = [.. volume.Values.Select(value => value > -300)];
        bool[] body = Cells.Grow(grid, Cells.Largest(grid, Cells.Shrink(grid, tissue, 2)), 3);
        for (int i = 0; i < body.Length; i++) body[i] &= tissue[i];
        var enclosed = new bool[grid.Count];
        for (int z = 0; z < grid.Height; z++)
        {
            for (int y = 0; y < grid.Depth; y++)
            {
                (int first, int last) = Ends(body, grid.Index(0, y, z), 1, grid.Width);
                for (int x = first + 1; x < last; x++) enclosed[grid.Index(x, y, z)] = volume.Values[grid.Index(x, y, z)] is < Air and not HeadVolume.Outside;
            }

            for (int x = 0; x < grid.Width; x++)
            {
                (int first, int last) = Ends(body, grid.Index(x, 0, z), grid.Width, grid.Depth);
                for (int y = 0; y < grid.Depth; y++)
                {
                    if (y <= first || y >= last) enclosed[grid.Index(x, y, z)] = false;
                }
            }
        }

        return enclosed;
    }

    private static (int First, int Last) Ends(bool[] set, int start, int stride, int length)
    {
        int first = 0, last = length - 1;
        while (first < length && !set[start + (first * stride)]) first++;
        while (last >= 0 && !set[start + (last * stride)]) last--;
        return (first, last);
    }
}
