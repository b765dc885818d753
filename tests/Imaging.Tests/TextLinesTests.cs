using Pipeline.Imaging.Text;

namespace Pipeline.Imaging.Tests;

public class TextLinesTests
{
    [Theory]
    [InlineData(8, 8)]
    [InlineData(300, 8)]
    [InlineData(8, 440)]
    [InlineData(8, 200)]
    public void A_line_near_a_margin_is_found_and_little_else(int x, int y)
    {
        var image = new DisplayImage(640, 480, 1);
        PixelRectangle text = BitmapText.Draw(image, x, y, "770001", [230]);

        PixelRectangle line = TextLines.Find(image).ShouldHaveSingleItem();

        line.Left.ShouldBeLessThanOrEqualTo(text.Left + 2);
        line.Right.ShouldBeGreaterThanOrEqualTo(text.Right - 12);
        line.Height.ShouldBeLessThan(40);
    }

    [Fact]
    public void An_empty_picture_and_one_of_a_single_pixel_hold_no_line()
    {
        TextLines.Find(new DisplayImage(640, 480, 3)).ShouldBeEmpty();
        TextLines.Find(new DisplayImage(1, 1, 1)).ShouldBeEmpty();
    }
}
