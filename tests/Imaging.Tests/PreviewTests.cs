using System.Buffers.Binary;
using System.IO.Compression;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Png;
using Pipeline.Imaging.Text;

namespace Pipeline.Imaging.Tests;

public sealed class PreviewTests
{
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    [Fact]
    public void A_cine_gives_a_thumbnail_and_evenly_spaced_frames_without_the_planted_name()
    {
        byte[][] cine = [.. Enumerable.Range(0, 20).Select(seed =>
        {
            DisplayImage frame = Pictures.Generate(800, 600, 3, seed);
            BitmapText.Draw(frame, 10, 10, "YAMADA^TARO 山田 太郎 12345678", [255, 255, 255], 2);
            return JpegEncoder.Encode(frame, new JpegEncoding());
        })];
        PixelDescription description = PixelDescription.EightBit(600, 800, PhotometricInterpretation.YbrFull422, 20);
        FrameReader frames = FrameReader.Open(new MemoryStream(Pictures.Encapsulate(cine)), description, JpegBaseline);
        FrameMask mask = FrameMask.Hide(800, 600, new PixelRectangle(0, 0, 800, 60));
        FramePreviews previews = new(frames, new DisplaySettings(), mask, sequenceFrames: 4);
        MaskedPixelData.Write(frames, mask, null, Stream.Null, previews.Add);

        previews.Sequence.Select(frame => frame.Index).ShouldBe([2, 7, 12, 17]);
        DisplayImage thumbnail = JpegDecoder.Decode(previews.Thumbnail, PhotometricInterpretation.YbrFull);
        (thumbnail.Width, thumbnail.Height).ShouldBe((320, 240));
        foreach (PreviewFrame frame in previews.Sequence)
        {
            DisplayImage shown = JpegDecoder.Decode(frame.Jpeg, PhotometricInterpretation.YbrFull);
            (shown.Width, shown.Height).ShouldBe((640, 480));
            shown.Samples.AsSpan(0, 640 * 3 * 47).ContainsAnyExceptInRange((byte)0, (byte)3).ShouldBeFalse();
            shown.Samples.AsSpan(640 * 3 * 60).ContainsAnyExceptInRange((byte)0, (byte)30).ShouldBeTrue();
        }
    }

    [Fact]
    public void Sixteen_bits_are_windowed_by_the_given_window_or_by_what_is_outside_the_mask()
    {
        PixelDescription description = new(1, 5, 1, PhotometricInterpretation.Monochrome2, 0, 16, 16, 15, 1, 1);
        byte[] frame = new byte[10];
        short[] values = [short.MinValue, -100, 0, 100, 300];
        for (int i = 0; i < 5; i++) BinaryPrimitives.WriteInt16LittleEndian(frame.AsSpan(2 * i), values[i]);
        FrameMask mask = FrameMask.Hide(5, 1, new PixelRectangle(0, 0, 1, 1));
        FrameDecoder.Decode(frame, description, PixelEncoding.Native, new DisplaySettings(), mask).Samples.ShouldBe([0, 0, 64, 128, 255]);
        FrameDecoder.Decode(frame, description, PixelEncoding.Native, new DisplaySettings(100.5, 201)).Samples.ShouldBe([0, 0, 0, 128, 255]);
        FrameDecoder.Decode(frame, description, PixelEncoding.Native, new DisplaySettings(1100.5, 201, RescaleIntercept: 1000)).Samples.ShouldBe([0, 0, 0, 128, 255]);
        FrameDecoder.Decode(frame, description with { PhotometricInterpretation = PhotometricInterpretation.Monochrome1 }, PixelEncoding.Native, new DisplaySettings(100.5, 201))
            .Samples.ShouldBe([255, 255, 255, 127, 0]);
    }

    [Fact]
    public void Colour_of_every_layout_shows_alike()
    {
        byte[] red = [76, 85, 255], gray = [90, 128, 128];
        byte[] rgb = [254, 0, 0, 90, 90, 90];
        PixelDescription full = PixelDescription.EightBit(1, 2, PhotometricInterpretation.YbrFull);
        FrameDecoder.Decode([.. red, .. gray], full, PixelEncoding.Native, new DisplaySettings()).Samples.ShouldBe(rgb);
        FrameDecoder.Decode([76, 90, 85, 128, 255, 128], full with { PlanarConfiguration = 1 }, PixelEncoding.Native, new DisplaySettings()).Samples.ShouldBe(rgb);
        FrameDecoder.Decode([76, 76, 85, 255], full with { PhotometricInterpretation = PhotometricInterpretation.YbrFull422 }, PixelEncoding.Native, new DisplaySettings())
            .Samples.ShouldBe([254, 0, 0, 254, 0, 0]);
        FrameDecoder.Decode([254, 90, 0, 90, 0, 90], full with { PhotometricInterpretation = PhotometricInterpretation.Rgb, PlanarConfiguration = 1 }, PixelEncoding.Native, new DisplaySettings())
            .Samples.ShouldBe(rgb);
    }

    [Fact]
    public void A_native_object_gives_previews_too()
    {
        PixelDescription description = PixelDescription.EightBit(40, 50, PhotometricInterpretation.Monochrome2, 3);
        FrameReader frames = FrameReader.Open(new MemoryStream(new byte[6000]), description, ExplicitLittleEndian);
        FrameMask mask = FrameMask.Hide(50, 40);
        FramePreviews previews = new(frames, new DisplaySettings(), mask);
        MaskedPixelData.Write(frames, mask, null, Stream.Null, previews.Add);
        previews.Sequence.Count.ShouldBe(3);
        JpegDecoder.Decode(previews.Thumbnail, PhotometricInterpretation.Monochrome2).Width.ShouldBe(50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_PNG_holds_the_picture(int channels)
    {
        DisplayImage picture = Pictures.Generate(37, 21, channels);
        byte[] png = PngEncoder.Encode(picture);
        png[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using ZLibStream data = new(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        byte[] line = new byte[1 + (37 * channels)], above = new byte[37 * channels];
        for (int y = 0; y < 21; y++)
        {
            data.ReadExactly(line);
            for (int i = 0; i < above.Length; i++) above[i] = (byte)(line[1 + i] + (line[0] == 2 ? above[i] : 0));
            above.ShouldBe(picture.Samples[(y * above.Length)..((y + 1) * above.Length)]);
        }

        data.ReadByte().ShouldBe(-1);
    }
}
