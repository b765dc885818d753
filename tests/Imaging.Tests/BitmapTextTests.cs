using Pipeline.Imaging.Png;
using Pipeline.Imaging.Text;

namespace Pipeline.Imaging.Tests;

public sealed class BitmapTextTests
{
    [Fact]
    public void Every_character_of_the_fictitious_names_has_a_glyph_of_its_own()
    {
        foreach (char character in "山田太郎花子鈴木一佐藤次高橋三病院αβγ年月日男女" + string.Concat(Enumerable.Range(33, 94).Select(c => (char)c)))
            BitmapText.Characters.ShouldContain(character);
        DisplayImage[] drawn = [.. BitmapText.Characters.Select(character =>
        {
            DisplayImage image = new(20, 20, 1);
            BitmapText.Draw(image, 1, 1, character.ToString(), [255]);
            return image;
        })];
        drawn.Select(image => Convert.ToHexString(image.Samples)).Distinct().Count().ShouldBe(drawn.Length);
    }

    [Fact]
    public void Text_stays_within_what_Draw_returns()
    {
        DisplayImage image = new(100, 50, 3);
        PixelRectangle drawn = BitmapText.Draw(image, -5, 30, "ID 山田", [1, 2, 3], 2);
        drawn.ShouldBe(PixelRectangle.FromEdges(0, 30, 100, 50));
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 100; x++) image[x, y].ContainsAnyExcept((byte)0).ShouldBeFalse();
    }

    [Fact]
    public void A_machine_reads_the_letters_and_digits_at_double_size()
    {
        const string Text = "YAMADA TARO 1234567890";
        DisplayImage image = new(BitmapText.Width(Text, 2) + 80, 112, 1);
        image.Samples.AsSpan().Fill(255);
        BitmapText.Draw(image, 40, 40, Text, [0], 2);
        byte[] read = Pictures.RunOrSkip("tesseract", ["-", "-", "--psm", "7", "-l", "eng"], PngEncoder.Encode(image), quiet: false);
        System.Text.Encoding.UTF8.GetString(read).Trim().ShouldBe(Text);
    }
}
