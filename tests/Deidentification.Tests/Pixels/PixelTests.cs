using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

public class PixelTests
{
    private const string CtClass = "1.2.840.10008.5.1.4.1.1.2";

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Text_outside_the_regions_is_black_in_every_frame_and_the_image_inside_stays(bool jpeg, bool color)
    {
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Cine.File(jpeg, color: color), previews: true);
        Deidentified written = outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        written.Frames.ShouldBe(Cine.Frames);
        written.Record.Pixels.ShouldBe(PixelTreatment.MaskedByRegions);
        written.Bytes.ShouldBe(output.Length);
        written.Thumbnail.ShouldNotBeNull().AsSpan(0, 2).ToArray().ShouldBe([0xFF, 0xD8]);
        written.Previews.Count.ShouldBe(Cine.Frames);

        List<DisplayImage> frames = Cine.Decode(output);
        frames.Count.ShouldBe(Cine.Frames);
        for (int i = 0; i < frames.Count; i++)
        {
            DisplayImage original = jpeg
                ? FrameDecoder.Decode(JpegEncoder.Encode(Cine.Frame(i, color), new JpegEncoding(90)), PixelDescription.EightBit(Cine.Height, Cine.Width, color ? PhotometricInterpretation.YbrFull422 : PhotometricInterpretation.Monochrome2), PixelEncoding.JpegBaseline, new DisplaySettings())
                : Cine.Frame(i, color);
            for (int y = 0; y < Cine.Height; y++)
            {
                for (int x = 0; x < Cine.Width; x++)
                {
                    if (Cine.Text.Contains(x, y)) frames[i][x, y].ToArray().Max().ShouldBeLessThanOrEqualTo((byte)2, $"frame {i} at {x},{y}");
                    else if (Cine.Region.Contains(x, y) && x >= Cine.Region.Left + 16 && y >= Cine.Region.Top + 16 && x < Cine.Region.Right - 16 && y < Cine.Region.Bottom - 16)
                        frames[i][x, y].ToArray().ShouldBe(original[x, y].ToArray());
                }
            }
        }

        DataSet root = DicomFile.Open(new MemoryStream(output)).DataSet;
        root.GetString(Tags.BurnedInAnnotation).ShouldBe("NO");
        root.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue)).ShouldContain("113101");
        root.GetItems(Tags.SequenceOfUltrasoundRegions).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ultrasound_without_regions_or_a_device_rule_waits_for_a_reviewer_whatever_its_header_claims(bool jpeg)
        => (await Reason(await Cine.File(jpeg, regions: false))).ShouldBe(ReviewReasons.Waiting);

    [Fact]
    public async Task A_known_scanner_is_masked_by_its_rule()
    {
        DataSet root = Cine.Header(jpeg: false, regions: false, color: false);
        root.SetString(Tags.Manufacturer, "ALOKA");
        root.SetString(Tags.ManufacturerModelName, "Noblus");
        root.SetInts(Tags.Rows, 600);
        root.SetInts(Tags.Columns, 800);
        root.SetInts(Tags.NumberOfFrames, 1);
        byte[] pixels = Enumerable.Repeat((byte)200, 480000).ToArray();
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(root, PixelContent.Native(pixels, Vr.OB)));
        DeidentificationRecord record = outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record;
        record.Pixels.ShouldBe(PixelTreatment.MaskedByDeviceRule);
        record.DeviceRules.ShouldBe(["aloka-noblus@1"]);
        record.ToJsonLine().ShouldContain("\"deviceRules\":[\"aloka-noblus@1\"]");
        byte[] samples = Cine.Decode(output)[0].Samples;
        samples.AsSpan(0, 800 * 48).ContainsAnyExcept((byte)0).ShouldBeFalse();
        samples.AsSpan(800 * 48).ContainsAnyExcept((byte)200).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_original_ct_image_passes_bit_by_bit_and_nothing_is_claimed_of_its_text(bool previews)
    {
        byte[] pixels = [.. Enumerable.Range(0, 128 * 96 * 2).Select(i => (byte)(i % 11))];
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Ct(_ => { }, pixels), previews: previews);
        Deidentified passed = outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        passed.Record.Pixels.ShouldBe(PixelTreatment.Passed);
        (passed.Thumbnail is not null).ShouldBe(previews);
        output.AsSpan().IndexOf(pixels).ShouldBeGreaterThan(0);
        DataSet root = DicomFile.Open(new MemoryStream(output)).DataSet;
        root.Contains(Tags.BurnedInAnnotation).ShouldBeFalse();
        root.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue)).ShouldNotContain("113101");
    }

    [Theory]
    [InlineData("derived", ReviewReasons.Waiting)]
    [InlineData("captured", ReviewReasons.Waiting)]
    [InlineData("says-burned-in", ReviewReasons.Waiting)]
    [InlineData("eight-bit", ReviewReasons.Waiting)]
    [InlineData("head", DeidentificationReason.FaceNotRemoved)]
    [InlineData("頭部", DeidentificationReason.FaceNotRemoved)]
    [InlineData("region-unsaid", DeidentificationReason.FaceNotRemoved)]
    [InlineData("embedded-overlay", DeidentificationReason.EmbeddedOverlay)]
    [InlineData("trailing", PixelReasons.TrailingData)]
    [InlineData("short", PixelReasons.Truncated)]
    public async Task Ct_images_that_cannot_be_judged_are_quarantined(string how, string reason)
    {
        int length = 128 * 96 * 2;
        byte[] file = await Ct(
            root =>
            {
                if (how == "derived") root.SetStrings(Tags.ImageType, "DERIVED", "PRIMARY");
                if (how == "captured") root.SetString(Tags.ConversionType, "WSD");
                if (how == "says-burned-in") root.SetString(Tags.BurnedInAnnotation, "YES");
                if (how == "eight-bit") root.SetInts(Tags.BitsStored, 8);
                if (how == "head") root.SetString(Tags.BodyPartExamined, "HEAD");
                if (how == "region-unsaid") root.Remove(Tags.BodyPartExamined);
                if (how == "頭部") root.SetString(Tags.StudyDescription, "頭部単純CT");
                if (how == "embedded-overlay") root.SetInts(new Tag(0x6000_0010), Vr.US, 96);
            },
            new byte[how switch { "trailing" => length + 64, "short" => length - 64, _ => length }]);
        (await Reason(file)).ShouldBe(reason);
    }

    [Fact]
    public async Task Secondary_captures_wait_for_a_reviewer()
    {
        DataSet root = Cine.Header(jpeg: false);
        root.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7");
        root.SetString(Tags.Modality, "OT");
        (await Reason(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)))).ShouldBe(ReviewReasons.Waiting);
    }

    [Fact]
    public async Task Ultrasound_in_a_transfer_syntax_that_cannot_be_masked_is_quarantined()
    {
        byte[] file = await Fixtures.FileOf(Cine.Header(jpeg: true), PixelContent.Encapsulated([new byte[16], new byte[16], new byte[16], new byte[16]]), TransferSyntax.Find("1.2.840.10008.1.2.4.90")!);
        (await Reason(file)).ShouldBe(PixelReasons.UnsupportedTransferSyntax);
    }

    [Fact]
    public async Task Overlays_icons_and_curves_are_removed()
    {
        DataSet root = Cine.Header(jpeg: false);
        root.SetInts(new Tag(0x6000_0010), Vr.US, Cine.Height);
        root.SetInts(new Tag(0x6000_0102), Vr.US, 0);
        root.SetBytes(new Tag(0x6000_3000), Vr.OW, new byte[Cine.Height * Cine.Width / 8]);
        root.SetBytes(new Tag(0x5000_3000), Vr.OW, new byte[8]);
        root.SetSequence(Tags.IconImageSequence).Add().SetInts(Tags.Rows, 8);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        DataSet written = DicomFile.Open(new MemoryStream(output)).DataSet;
        foreach (Element element in written) element.Tag.Group.ShouldNotBe((ushort)0x5000);
        written.Contains(new Tag(0x6000_3000)).ShouldBeFalse();
        written.Contains(Tags.IconImageSequence).ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_that_passes_with_a_comment_segment_is_quarantined()
    {
        byte[] commented = [0xFF, 0xD8, 0xFF, 0xFE, 0, 8, .. "Yamada"u8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9];
        byte[] plain = [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9];
        TransferSyntax lossless = TransferSyntax.Find("1.2.840.10008.1.2.4.70")!;
        (await Reason(await Ct(_ => { }, PixelContent.Encapsulated([commented]), lossless))).ShouldBe(DeidentificationReason.FrameMetadata);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Ct(_ => { }, PixelContent.Encapsulated([plain]), lossless));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        output.AsSpan().IndexOf(plain).ShouldBeGreaterThan(0);
    }

    private static async Task<string> Reason(byte[] file)
    {
        (DeidentificationOutcome outcome, _) = await Fixtures.Run(file);
        return outcome.ShouldBeOfType<Quarantined>().Reason;
    }

    private static Task<byte[]> Ct(Action<DataSet> change, byte[] pixels) => Ct(change, PixelContent.Native(pixels), null);

    private static Task<byte[]> Ct(Action<DataSet> change, PixelContent pixels, TransferSyntax? syntax)
    {
        DataSet root = Cine.Header(jpeg: false, regions: false, color: false);
        root.SetString(Tags.SOPClassUID, CtClass);
        root.SetString(Tags.Modality, "CT");
        root.SetString(Tags.BodyPartExamined, "ABDOMEN");
        root.SetInts(Tags.BitsAllocated, 16);
        root.SetInts(Tags.BitsStored, 12);
        root.SetInts(Tags.HighBit, 11);
        root.Remove(Tags.NumberOfFrames);
        change(root);
        return Fixtures.FileOf(root, pixels, syntax);
    }
}
