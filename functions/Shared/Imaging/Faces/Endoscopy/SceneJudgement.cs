namespace Pipeline.Imaging.Faces;

/// <summary>
/// Tells mucosa from a room by color and form: inside a body everything lit is red with little else, and smooth, and the lens
/// leaves the picture's corners black; a room is gray, white and of many colors. A face fills only part of a frame with
/// skin, which is paler than mucosa; one that fills it all is neither.
/// </summary>
public static class SceneJudgement
{
    private const int Step = 2;
    private const int Dark = 24;
    private const int Glare = 225;

    /// <summary>Judges one frame.</summary>
    /// <param name="frame">As a screen shows it. Gray frames are never sure.</param>
    public static Scene Judge(DisplayImage frame)
    {
        if (frame.Channels != 3) return Scene.Unsure;
        SceneStatistics seen = Look(frame);
        if (seen.Lit < 0.02) return Scene.Room;

        // Under narrow-band light mucosa is green and brown: smooth within a black border, it is not called a room.
        bool smooth = seen.DarkCorners && seen.Edges < 0.08;
        if (seen.Gray > 0.35 || (seen.Red < 0.35 && !smooth)) return Scene.Room;
        bool mucosa = seen.Red > 0.85 && seen.Gray < 0.08 && seen.RedToGreen > 1.55 && smooth && seen.Lit > 0.15;
        return mucosa ? Scene.Mucosa : Scene.Unsure;
    }

    private static SceneStatistics Look(DisplayImage frame)
    {
        (int all, int lit, int gray, int red, int edges) = (0, 0, 0, 0, 0);
        (long sumRed, long sumGreen) = (0, 0);
        for (int y = Step; y < frame.Height; y += Step)
        {
            for (int x = Step; x < frame.Width; x += Step, all++)
            {
                Span<byte> p = frame[x, y];
                (int r, int g, int b) = (p[0], p[1], p[2]);
                int most = Math.Max(r, Math.Max(g, b)), least = Math.Min(r, Math.Min(g, b));
                if (most < Dark || least > Glare) continue;
                lit++;
                if (most - least < most * 0.15) gray++;
                if (r > 1.2 * g && r > 1.25 * b) red++;
                (sumRed, sumGreen) = (sumRed + r, sumGreen + g);
                Span<byte> left = frame[x - Step, y], above = frame[x, y - Step];
                bool strong = Math.Abs(g - left[1]) > 30 || Math.Abs(g - above[1]) > 30;
                if (strong && Math.Max(left[0], above[0]) < Glare) edges++;
            }
        }

        double share = Math.Max(1, lit);
        return new SceneStatistics((double)lit / Math.Max(1, all), gray / share, red / share, (double)sumRed / Math.Max(1, sumGreen), edges / share, AreCornersDark(frame));
    }

    /// <summary>Whether all four corners of the square in the middle of the frame's height are black, as a round or octagonal picture leaves them.</summary>
    private static bool AreCornersDark(DisplayImage frame)
    {
        int size = Math.Max(1, Math.Min(frame.Width, frame.Height) / 24);
        foreach ((int left, int top) in ((int, int)[])[(0, 0), (frame.Width - size, 0), (0, frame.Height - size), (frame.Width - size, frame.Height - size)])
        {
            int bright = 0;
            for (int y = top; y < top + size; y++)
            {
                for (int x = left; x < left + size; x++)
                {
                    Span<byte> p = frame[x, y];
                    if (Math.Max(p[0], Math.Max(p[1], p[2])) > Dark) bright++;
                }
            }

            if (bright > size * size / 8) return false;
        }

        return true;
    }

    private readonly record struct SceneStatistics(double Lit, double Gray, double Red, double RedToGreen, double Edges, bool DarkCorners);
}
