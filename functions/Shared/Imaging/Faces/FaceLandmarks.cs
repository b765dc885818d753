using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>
/// Where the face lies, in millimetres along the head's axes. Found from bone and the skull's inside, not from the skin, so
/// that a cut made by them says nothing of the skin's shape.
/// </summary>
/// <param name="Floor">Height of the floor under the frontal brain: about the root of the nose.</param>
/// <param name="Brow">Height above which nothing is taken out.</param>
/// <param name="Chin">Height of the lowest bone of the chin; null where the volume ends above it.</param>
/// <param name="Bottom">Height of the volume's lower end in front.</param>
/// <param name="Line">How far in front the facial bones are at height 0.</param>
/// <param name="Slope">How that changes with height.</param>
internal sealed record FaceLandmarks(float Floor, float Brow, float? Chin, float Bottom, float Line, float Slope)
{
    /// <summary>Millimetres below the frontal brain that a volume must show before there is a face in it.</summary>
    public const float LeastFace = 6;

    private const float LevelHeight = 2;
    private const int Levels = 120;

    /// <summary>The facial bones' front at a height.</summary>
    public float FrontAt(float up) => Line + (Slope * up);

    /// <summary>The lower end of the face, as far as the volume shows it.</summary>
    public float Lowest => Chin ?? Bottom;

    public static FaceLandmarks Find(HeadVolume volume, Cranium cranium, HeadFrame frame)
    {
        CellGrid grid = volume.Grid;
        (float pole, float floor) = FrontalBrain(grid, cranium, frame);
        float brow = floor + 12;
        float bottom = brow;
        for (float up = brow; up > brow - (Levels * LevelHeight); up -= LevelHeight)
        {
            int cell = grid.Find(frame.Place(0, pole - 15, up));
            if (cell < 0 || volume.Values[cell] == HeadVolume.Outside) break;
            bottom = up;
        }

        (List<(float Up, float Front)> profile, float? chin) = Profile(FrontsOfBone(volume, frame, floor), floor, bottom);
        (float line, float slope) = profile.Count < 10 ? (pole + 8, 0) : Fit(profile);
        return new FaceLandmarks(floor, brow, chin, bottom, line, slope);
    }

    /// <summary>How far the frontal brain reaches forward, and its lowest height there.</summary>
    private static (float Pole, float Floor) FrontalBrain(CellGrid grid, Cranium cranium, HeadFrame frame)
    {
        const float rim = Cranium.Closing * CellGrid.CellSize;
        List<Vector3> middle = [];
        for (int i = 0; i < cranium.Inside.Length; i++)
        {
            if (!cranium.Inside[i]) continue;
            Vector3 p = frame.Of(grid.Center(i));
            if (Math.Abs(p.X) < 40) middle.Add(p);
        }

        if (middle.Count == 0) throw new FaceUndecidedException("the skull's inside is not in the head's middle");
        float pole = middle.Max(p => p.Y);
        return (pole + rim, middle.Where(p => p.Y > pole - 25).Min(p => p.Z) - rim);
    }

    /// <summary>The front of bone at each level from the floor down; NaN where there is none in the middle of the head.</summary>
    private static float[] FrontsOfBone(HeadVolume volume, HeadFrame frame, float floor)
    {
        const int bins = 150;
        const int enough = 6;
        var counts = new int[Levels, bins];
        for (int i = 0; i < volume.Values.Length; i++)
        {
            if (volume.Values[i] < 300) continue;
            Vector3 p = frame.Of(volume.Grid.Center(i));
            int level = (int)MathF.Floor((floor - p.Z) / LevelHeight), bin = (int)MathF.Floor((p.Y + 100) / 2);
            if (Math.Abs(p.X) <= 30 && (uint)level < Levels && (uint)bin < bins) counts[level, bin]++;
        }

        var fronts = new float[Levels];
        for (int level = 0; level < Levels; level++)
        {
            int bin = bins - 1, sum = 0;
            while (bin >= 0 && (sum += counts[level, bin]) < enough) bin--;
            fronts[level] = bin < 0 ? float.NaN : (bin * 2) - 100 + 1;
        }

        return fronts;
    }

    /// <summary>Follows the facial bones down; where they stay far back for long, the chin was passed.</summary>
    private static (List<(float Up, float Front)> Profile, float? Chin) Profile(float[] fronts, float floor, float bottom)
    {
        const float step = 28;
        const int longest = 13;
        List<(float Up, float Front)> profile = [];
        int missing = 0;
        for (int level = 0; level < Levels; level++)
        {
            float up = floor - ((level + 0.5f) * LevelHeight);
            if (up < bottom) break;
            float lately = profile.Count == 0 ? fronts[level] : profile.TakeLast(6).Select(p => p.Front).Order().ElementAt(Math.Min(5, profile.Count - 1) / 2);
            if (float.IsNaN(fronts[level]) || fronts[level] < lately - step) missing++;
            else
            {
                missing = 0;
                profile.Add((up, fronts[level]));
            }

            if (missing >= longest && profile.Count > 0) return (profile, profile[^1].Up);
        }

        return (profile, null);
    }

    /// <summary>The median slope between all pairs, and a line that three quarters of the profile lie behind.</summary>
    private static (float Line, float Slope) Fit(List<(float Up, float Front)> profile)
    {
        List<float> slopes = [];
        for (int i = 0; i < profile.Count; i++)
        {
            for (int j = i + 5; j < profile.Count; j++) slopes.Add((profile[i].Front - profile[j].Front) / (profile[i].Up - profile[j].Up));
        }

        float slope = slopes.Count == 0 ? 0 : Math.Clamp(slopes.Order().ElementAt(slopes.Count / 2), -0.7f, 0.7f);
        float[] rest = [.. profile.Select(p => p.Front - (slope * p.Up)).Order()];
        return (rest[rest.Length * 3 / 4], slope);
    }
}
