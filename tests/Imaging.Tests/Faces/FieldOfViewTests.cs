using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Text;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>Frames of an endoscopy with and without something burned in.</summary>
public class FieldOfViewTests
{
    private static readonly byte[] White = [255, 255, 255];

    public static TheoryData<string, Action<DisplayImage>> Burned => new()
    {
        { "name beside the field", image => BitmapText.Draw(image, 2, 2, "山田", White) },
        { "name below the field", image => BitmapText.Draw(image, 280, 222, "TRO", White) },
        { "name so faint that only a brighter screen shows it", image => BitmapText.Draw(image, 2, 2, "YAM", [40, 40, 40]) },
        { "red name beside the field", image => BitmapText.Draw(image, 2, 2, "YAM", [200, 0, 0]) },
        { "name that reaches into the field", image => BitmapText.Draw(image, 16, 80, "山田太郎", White) },
        { "white name over mucosa", image => BitmapText.Draw(image, 100, 190, "山田太郎", White) },
        { "yellow name over mucosa", image => BitmapText.Draw(image, 100, 110, "YAMADA", [255, 255, 0]) },
        { "blue name over mucosa", image => BitmapText.Draw(image, 100, 110, "YAMADA", [0, 0, 255]) },
        { "black name over mucosa", image => BitmapText.Draw(image, 100, 110, "YAMADA", [0, 0, 0]) },
        { "name from top to bottom", image => DrawDown(image, 150, 80, "山田太郎") },
        { "box beside the field", image => Fill(image, 2, 2, 24, 20) },
        { "large box in a corner", image => Fill(image, 280, 200, 40, 40) },
        { "line beside the field", image => Fill(image, 4, 30, 2, 60) },
    };

    [Theory]
    [InlineData("mucosa")]
    [InlineData("mucosa, octagon")]
    [InlineData("mucosa with glare and a dark lumen")]
    public void A_field_of_view_alone_is_known_as_such(string what)
    {
        DisplayImage frame = PaintedScene.Paint(what);

        FieldOfView.IsAllThatShows(frame).ShouldBeTrue();
        FieldOfView.IsAllThatShows(ThroughJpeg(frame, 92)).ShouldBeTrue();
        FieldOfView.IsAllThatShows(ThroughJpeg(frame, 75)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Burned))]
    public void Something_beside_or_over_the_field_of_view_is_seen(string what, Action<DisplayImage> burn)
    {
        foreach (string under in new[] { "mucosa", "mucosa, octagon" })
        {
            DisplayImage frame = PaintedScene.Paint(under);
            burn(frame);

            FieldOfView.IsAllThatShows(frame).ShouldBeFalse(what);
            FieldOfView.IsAllThatShows(ThroughJpeg(frame, 75)).ShouldBeFalse(what);
        }
    }

    [Fact]
    public void A_soft_name_over_a_large_picture_is_seen()
    {
        DisplayImage plain = PaintedScene.Paint("mucosa, octagon"), named = PaintedScene.Paint("mucosa, octagon");
        BitmapText.Draw(named, 100, 120, "山田太郎", [150, 165, 165]);

        FieldOfView.IsAllThatShows(Enlarge(plain)).ShouldBeTrue();
        FieldOfView.IsAllThatShows(Enlarge(named)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("gray")]
    [InlineData("black")]
    public void A_frame_without_a_colored_field_is_not_one(string what) => FieldOfView.IsAllThatShows(PaintedScene.Paint(what)).ShouldBeFalse();

    [Fact]
    public void A_frame_too_small_for_a_field_is_not_one() => FieldOfView.IsAllThatShows(new DisplayImage(8, 300, 3)).ShouldBeFalse();

    private static DisplayImage ThroughJpeg(DisplayImage frame, int quality)
        => JpegDecoder.Decode(JpegEncoder.Encode(frame, new JpegEncoding(quality)), PhotometricInterpretation.YbrFull422);

    /// <summary>Four times as wide and high, straight lines between the pixels.</summary>
    private static DisplayImage Enlarge(DisplayImage image)
    {
        const int times = 4;
        var large = new DisplayImage(image.Width * times, image.Height * times, 3);
        for (int y = 0; y < large.Height; y++)
        {
            for (int x = 0; x < large.Width; x++)
            {
                (int left, int top) = (x / times, y / times);
                (int right, int bottom) = (Math.Min(left + 1, image.Width - 1), Math.Min(top + 1, image.Height - 1));
                (double a, double b) = (x % times / (double)times, y % times / (double)times);
                for (int c = 0; c < 3; c++)
                {
                    double upper = (image[left, top][c] * (1 - a)) + (image[right, top][c] * a), lower = (image[left, bottom][c] * (1 - a)) + (image[right, bottom][c] * a);
                    large[x, y][c] = (byte)((upper * (1 - b)) + (lower * b));
                }
            }
        }

        return large;
    }

    private static void DrawDown(DisplayImage image, int x, int y, string text)
    {
        for (int i = 0; i < text.Length; i++) BitmapText.Draw(image, x, y + (18 * i), text[i..(i + 1)], White);
    }

    private static void Fill(DisplayImage image, int left, int top, int width, int height)
    {
        for (int y = top; y < top + height; y++)
            for (int x = left; x < left + width; x++) White.CopyTo(image[x, y]);
    }
}
