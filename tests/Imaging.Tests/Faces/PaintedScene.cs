namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Painted frames of an endoscopy, 320 by 240: mucosa, rooms, faces.</summary>
internal static class PaintedScene
{
    /// <param name="what">In words: "mucosa, octagon", "room", "face filling the scope" …</param>
    public static DisplayImage Paint(string what)
    {
        const int width = 320, height = 240;
        var random = new Random(7);
        var image = new DisplayImage(width, height, what == "gray" ? 1 : 3);
        bool scope = what.Contains("scope") || (what.StartsWith("mucosa", StringComparison.Ordinal) && !what.Contains("without")) || what is "pale mucosa" or "narrow band";
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double dx = (x - 160) / 118.0, dy = (y - 120) / 118.0, r = Math.Sqrt((dx * dx) + (dy * dy));
                bool outside = scope && (what.Contains("octagon") ? Math.Max(Math.Max(Math.Abs(dx), Math.Abs(dy)), (Math.Abs(dx) + Math.Abs(dy)) * 0.72) > 1 : r > 1);
                (double R, double G, double B) = outside || what == "black" ? (2, 2, 2) : Color(what, x, y, r);
                double noise = random.Next(-5, 6);
                Span<byte> p = image[x, y];
                if (p.Length == 1) p[0] = (byte)(100 + noise);
                else (p[0], p[1], p[2]) = ((byte)Math.Clamp(R + noise, 0, 255), (byte)Math.Clamp(G + noise, 0, 255), (byte)Math.Clamp(B + noise, 0, 255));
            }
        }

        return image;
    }

    private static (double R, double G, double B) Color(string what, int x, int y, double r)
    {
        double light = 1.1 - (0.6 * r) + (0.08 * Math.Sin(x / 9.0) * Math.Cos(y / 13.0));
        bool face = what.StartsWith("face", StringComparison.Ordinal);
        bool onFace = face && ((x - 160.0) * (x - 160) / (80 * 80)) + ((y - 120.0) * (y - 120) / (105 * 105)) < (what.Contains("filling") ? 9 : 0.5);
        if (onFace)
        {
            bool eye = Math.Abs(y - 95) < 7 && (Math.Abs(x - 135) < 14 || Math.Abs(x - 185) < 14);
            return eye ? (70, 55, 50) : (215, 160, 130);
        }

        if (what.Contains("room") || face) return (((x / 40) + (y / 60)) % 3) switch { 0 => (180, 182, 178), 1 => (90, 110, 130), _ => (220, 224, 225) };
        if (what == "narrow band") return (70 * light, 120 * light, 110 * light);
        if (what == "pale mucosa") return (210 * light, 150 * light, 135 * light);
        if (what.Contains("glare") && (x / 6 * 31 + (y / 6 * 17)) % 97 == 0) return (250, 245, 240);
        if (what.Contains("lumen") && r < 0.2) return (20, 8, 8);
        return (205 * light, 95 * light, 75 * light);
    }
}
