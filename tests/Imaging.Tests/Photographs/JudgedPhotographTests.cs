using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Photographs;
using Pipeline.Imaging.Png;
using Pipeline.Imaging.Tests.Faces;
using Pipeline.Imaging.Text;

namespace Pipeline.Imaging.Tests.Photographs;

public class JudgedPhotographTests
{
    private static readonly byte[] Mucosa = JpegEncoder.Encode(PaintedScene.Paint("mucosa"), new JpegEncoding(90));

    [Fact]
    public void The_picture_is_judged_and_what_stands_beside_it_is_gone()
    {
        byte[] named = [.. Mucosa.AsSpan(0, 2), 0xFF, 0xFE, 0, 8, .. Photograph.Name, .. Mucosa.AsSpan(2), .. Photograph.Name];

        JudgedPhotograph judged = JudgedPhotograph.Of(named);

        (judged.Scene, judged.IsFieldOfViewAlone).ShouldBe((Scene.Mucosa, true));
        judged.Stripped.Bytes.AsSpan().IndexOf(Photograph.Name).ShouldBe(-1);
    }

    [Fact]
    public void A_name_beside_mucosa_leaves_it_mucosa_but_not_alone()
    {
        DisplayImage picture = PaintedScene.Paint("mucosa");
        BitmapText.Draw(picture, 2, 40, "山田", [255, 255, 255]);

        JudgedPhotograph judged = JudgedPhotograph.Of(JpegEncoder.Encode(picture, new JpegEncoding(90)));

        (judged.Scene, judged.IsFieldOfViewAlone).ShouldBe((Scene.Mucosa, false));
    }

    public static TheoryData<string, byte[]> Unsure => new()
    {
        { "PNG, which is not decoded", PngEncoder.Encode(PaintedScene.Paint("mucosa")) },
        { "TIFF, which is not decoded", Photograph.Tiff() },
        { "JPEG whose scan ends early", [.. Mucosa.AsSpan(0, Mucosa.Length / 2).TrimEnd((byte)0xFF), 0xFF, 0xD9] },
        { "JPEG of red, green and blue", JpegEncoder.Encode(PaintedScene.Paint("mucosa"), new JpegEncoding(90, ChromaSampling.Full, KeepRgb: true)) },
        { "gray JPEG", JpegEncoder.Encode(PaintedScene.Paint("gray"), new JpegEncoding(90)) },
    };

    [Theory]
    [MemberData(nameof(Unsure))]
    public void What_viewers_may_show_otherwise_is_never_sure(string what, byte[] file)
    {
        JudgedPhotograph judged = JudgedPhotograph.Of(file);

        (judged.Scene, judged.IsFieldOfViewAlone).ShouldBe((Scene.Unsure, false), what);
    }

    [Fact]
    public void A_cut_file_is_refused() => Should.Throw<ImageFormatException>(() => JudgedPhotograph.Of(Mucosa.AsMemory(0, Mucosa.Length / 2))).Reason.ShouldBe(PhotographReasons.Corrupt);
}
