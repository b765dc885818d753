using Pipeline.Imaging.Photographs;

namespace Pipeline.Imaging.Tests.Photographs;

/// <summary>A reviewer's rectangles in a picture file.</summary>
public class PhotographMaskingTests
{
    /// <summary>The whole width, and whole MCUs.</summary>
    private static readonly PixelRectangle Hidden = new(0, 0, 4096, 16);

    [Fact]
    public void What_is_hidden_is_black_and_every_other_pixel_is_as_it_was()
    {
        JudgedPhotograph judged = JudgedPhotograph.Of(Photograph.Jpeg());

        StrippedPhotograph masked = PhotographMasking.Mask(judged, [Hidden]);

        DisplayImage before = judged.Picture.ShouldNotBeNull(), after = JudgedPhotograph.Of(masked.Bytes).Picture.ShouldNotBeNull();
        (after.Width, after.Height).ShouldBe((before.Width, before.Height));
        for (int y = 0; y < before.Height; y++)
        {
            for (int x = 0; x < before.Width; x++)
            {
                if (y < Hidden.Bottom) after[x, y].ToArray().ShouldAllBe(sample => sample == 0);
                else after[x, y].SequenceEqual(before[x, y]).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void A_masked_picture_is_turned_as_before_and_holds_nothing_else()
    {
        StrippedPhotograph masked = PhotographMasking.Mask(JudgedPhotograph.Of(Photograph.Jpeg(orientation: 6)), [Hidden]);

        StrippedPhotograph again = PhotographStripping.Strip(masked.Bytes);
        again.Orientation.ShouldBe(6);
        again.Bytes.ShouldBe(masked.Bytes);
    }

    [Fact]
    public void What_is_not_decoded_is_not_masked()
    {
        JudgedPhotograph judged = JudgedPhotograph.Of(Photograph.Png());

        judged.Picture.ShouldBeNull();
        Should.Throw<ImageFormatException>(() => PhotographMasking.Mask(judged, [Hidden])).Reason.ShouldBe(PixelReasons.UnsupportedOperation);
    }
}
