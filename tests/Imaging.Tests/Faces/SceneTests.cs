using Pipeline.Imaging.Faces;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Frames of an endoscopy: painted mucosa, rooms and faces.</summary>
public class SceneTests
{
    public static TheoryData<string, Scene> Frames => new()
    {
        { "mucosa", Scene.Mucosa },
        { "mucosa, octagon", Scene.Mucosa },
        { "mucosa with glare and a dark lumen", Scene.Mucosa },
        { "mucosa without a border", Scene.Unsure },
        { "pale mucosa", Scene.Unsure },
        { "narrow band", Scene.Unsure },
        { "room", Scene.Room },
        { "room through the scope", Scene.Room },
        { "face in a room", Scene.Room },
        { "face filling the scope", Scene.Unsure },
        { "gray", Scene.Unsure },
        { "black", Scene.Room },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_mucosa_only_where_color_form_and_texture_say_so(string what, Scene scene) => SceneJudgement.Judge(Paint(what)).ShouldBe(scene);

    [Theory]
    [InlineData("RRMMMMR", 2, 4)]
    [InlineData("MMM", 0, 3)]
    [InlineData("M", 0, 1)]
    [InlineData("RUMMM", 0, 0)]
    [InlineData("MMUMM", 0, 0)]
    [InlineData("MMRMM", 0, 0)]
    [InlineData("RRR", 0, 0)]
    [InlineData("", 0, 0)]
    public void Frames_before_and_after_are_dropped_and_doubt_goes_to_a_person(string scenes, int first, int count)
    {
        ProcedureFrames found = ProcedureFrames.Find([.. scenes.Select(c => c switch { 'M' => Scene.Mucosa, 'R' => Scene.Room, _ => Scene.Unsure })]);
        (found.First, found.Count).ShouldBe((first, count));
        (found.Review is null).ShouldBe(count > 0);
    }

    internal static DisplayImage Paint(string what)
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
