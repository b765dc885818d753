using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Text;

namespace Pipeline.Deidentification.Tests;

public class ReviewFrameTests
{
    private const int Width = 400;
    private const int Height = 300;
    private static readonly byte[] White = [235, 235, 235];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_frame_is_shown_as_it_is_and_where_text_stands_is_proposed(bool jpeg)
    {
        (byte[] file, PixelRectangle[] texts) = await WithText(jpeg, regions: false);

        ReviewFrame frame = await ReviewFrame.ReadAsync(new MemoryStream(file), DeviceRules.Known, TestContext.Current.CancellationToken);

        frame.Png.AsSpan(0, 4).ToArray().ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        frame.Index.ShouldBe(0);
        FrameMask proposed = FrameMask.Hide(Width, Height, frame.Proposed.Select(r => new PixelRectangle(r.X, r.Y, r.Width, r.Height)));
        foreach (PixelRectangle text in texts)
        {
            for (int x = text.Left + 2; x < text.Right - 8; x++) proposed.Hides(x, (text.Top + text.Bottom) / 2).ShouldBeTrue($"{x} of {text}");
        }

        proposed.HiddenArea.ShouldBeLessThan(Width * Height / 4);
        proposed.Hides(Width / 2, Height / 2).ShouldBeFalse();
    }

    [Fact]
    public async Task Declared_regions_are_proposed_whether_approved_or_not()
    {
        ReviewFrame frame = await ReviewFrame.ReadAsync(new MemoryStream(await Cine.File(jpeg: false)), DeviceRules.Known, TestContext.Current.CancellationToken);

        FrameMask proposed = FrameMask.Hide(Cine.Width, Cine.Height, frame.Proposed.Select(r => new PixelRectangle(r.X, r.Y, r.Width, r.Height)));
        (proposed.Hides(0, 0), proposed.Hides(127, 95)).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_model_known_in_another_size_has_its_strip_proposed_in_this_one()
    {
        DataSet root = Cine.Header(jpeg: false, regions: false);
        root.SetString(Tags.Manufacturer, "ALOKA");
        root.SetString(Tags.ManufacturerModelName, "Noblus");

        ReviewFrame frame = await ReviewFrame.ReadAsync(new MemoryStream(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false))), DeviceRules.Known, TestContext.Current.CancellationToken);

        // 48 of 600 rows are 8 of 96
        frame.Proposed.ShouldContain(r => r.X == 0 && r.Y == 0 && r.Width == Cine.Width && r.Height >= 8);
    }

    [Fact]
    public async Task A_frame_that_cannot_be_decoded_is_no_matter_for_a_reviewer()
    {
        byte[] file = await Fixtures.FileOf(Cine.Header(jpeg: true, regions: false), PixelContent.Encapsulated([new byte[16], new byte[16], new byte[16], new byte[16]]), TransferSyntax.JpegBaseline);

        await Should.ThrowAsync<ImageFormatException>(() => ReviewFrame.ReadAsync(new MemoryStream(file), DeviceRules.Known, TestContext.Current.CancellationToken));
    }

    private static async Task<(byte[] File, PixelRectangle[] Texts)> WithText(bool jpeg, bool regions)
    {
        var image = new DisplayImage(Width, Height, 3);
        for (int y = 70; y < 240; y++)
        {
            for (int x = 90; x < 310; x++) image[x, y].Fill((byte)(40 + (((x / 3 * 31) + (y / 3 * 17)) % 90)));
        }

        PixelRectangle[] texts = [BitmapText.Draw(image, 8, 6, "山田 太郎 770001", White), BitmapText.Draw(image, 220, 276, "2026/04/01 Yamada", White)];
        DataSet root = Cine.Header(jpeg, regions);
        root.SetInts(Tags.Rows, Height);
        root.SetInts(Tags.Columns, Width);
        root.SetInts(Tags.NumberOfFrames, 1);
        PixelContent pixels = jpeg ? PixelContent.Encapsulated([JpegEncoder.Encode(image, new JpegEncoding(90))]) : PixelContent.Native(image.Samples, Vr.OB);
        return (await Fixtures.FileOf(root, pixels, jpeg ? TransferSyntax.JpegBaseline : null), texts);
    }
}
