using System.Buffers;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Rle;
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
    [InlineData("embedded-overlay", PixelReasons.EmbeddedOverlay)]
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

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_overlay_in_unused_bits_that_no_attribute_announces_is_quarantined(bool rle, bool previews)
    {
        byte[] pixels = new byte[128 * 96 * 2];
        pixels[(2 * 4711) + 1] = 0x10;
        PixelContent content = PixelContent.Native(pixels);
        TransferSyntax syntax = TransferSyntax.Find(rle ? "1.2.840.10008.1.2.5" : "1.2.840.10008.1.2.1")!;
        if (rle)
        {
            var coded = new ArrayBufferWriter<byte>();
            RleCodec.Encode(pixels, new PixelDescription(96, 128, 1, PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, 1), coded);
            content = PixelContent.Encapsulated([coded.WrittenMemory]);
        }

        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Ct(_ => { }, content, syntax), previews: previews);
        outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(PixelReasons.EmbeddedOverlay);
        pixels[(2 * 4711) + 1] = 0x08;
        if (!rle) (await Fixtures.Run(await Ct(_ => { }, PixelContent.Native(pixels), syntax))).Outcome.ShouldBeOfType<Deidentified>();
    }

    [Fact]
    public async Task An_rle_image_that_passes_keeps_its_samples_and_nothing_behind_them()
    {
        byte[] pixels = [.. Enumerable.Range(0, 128 * 96 * 2).Select(i => (byte)(i % 2 == 0 ? i % 251 : i % 7))];
        var coded = new ArrayBufferWriter<byte>();
        var description = new PixelDescription(96, 128, 1, PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, 1);
        RleCodec.Encode(pixels, description, coded);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(
            await Ct(_ => { }, PixelContent.Encapsulated([(byte[])[.. coded.WrittenSpan, .. "YAMADA TAROU"u8]]), TransferSyntax.Find("1.2.840.10008.1.2.5")!));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record.Pixels.ShouldBe(PixelTreatment.Passed);
        output.AsSpan().IndexOf("YAMADA"u8).ShouldBe(-1);
        using DicomFile file = DicomFile.Open(new MemoryStream(output));
        var frames = Imaging.FrameReader.Open(new EncapsulatedStream(file.Streamed!), description, file.TransferSyntax.Uid.Value);
        frames.TryReadFrame(out ReadOnlyMemory<byte> frame).ShouldBeTrue();
        RleCodec.Decode(frame.Span, description).ShouldBe(pixels);
    }

    [Theory]
    [InlineData(-1, 32, 111, 87, PixelReasons.RegionOutsideImage)]
    [InlineData(0, 0, 127, 95, PixelReasons.RegionCoversFrame)]
    [InlineData(16, 32, 129, 87, PixelReasons.RegionOutsideImage)]
    [InlineData(16, 32, 111, 414, PixelReasons.RegionOutsideImage)]
    [InlineData(16, 32, 16, 87, PixelReasons.RegionEmpty)]
    public async Task Regions_that_cannot_be_true_wait_for_a_reviewer_even_where_regions_are_trusted(int left, int top, int right, int bottom, string refusal)
    {
        DataSet root = Cine.Header(jpeg: false);
        DataSet region = root.GetItems(Tags.SequenceOfUltrasoundRegions)[0];
        if (left < 0) region.Remove(Tags.RegionLocationMinX0);
        else region.SetInts(Tags.RegionLocationMinX0, (long)left);
        region.SetInts(Tags.RegionLocationMinY0, (long)top);
        region.SetInts(Tags.RegionLocationMaxX1, right);
        region.SetInts(Tags.RegionLocationMaxY1, bottom);
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier { TrustRegions = true }.DeidentifyAsync(
            new MemoryStream(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false))), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key());
        outcome.ShouldBeOfType<Quarantined>().Review.ShouldNotBeNull().Reason.ShouldBe(refusal);
    }

    [Fact]
    public async Task Pixels_anywhere_but_in_pixel_data_are_removed()
    {
        DataSet root = Cine.Header(jpeg: false);
        byte[] picture = [.. Enumerable.Repeat("YAMADA TAROU"u8.ToArray(), 400).SelectMany(bytes => bytes)];
        root.SetString(new Tag(0x0029_0010), Vr.LO, "ACME PIXELS");
        root.SetBytes(new Tag(0x0029_1010), Vr.OW, picture);
        root.SetString(new Tag(0x7FE1_0010), Vr.LO, "ACME PIXELS");
        root.SetBytes(new Tag(0x7FE1_1010), Vr.OB, picture);
        root.SetBytes(new Tag(0x6002_3000), Vr.OW, picture);
        root.SetBytes(new Tag(0x601E_3000), Vr.OW, picture);
        root.SetBytes(new Tag(0xFFFC_FFFC), Vr.OB, picture);
        root.SetSequence(Tags.IconImageSequence).Add().SetBytes(Tags.PixelData, Vr.OB, picture);
        root.SetSequence(new Tag(0x0029_1011)).Add().SetBytes(Tags.PixelData, Vr.OB, picture);
        root.SetSequence(Tags.ReferencedImageSequence).Add().SetSequence(Tags.IconImageSequence).Add().SetBytes(Tags.PixelData, Vr.OB, picture);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        output.AsSpan().IndexOf("YAMADA"u8).ShouldBe(-1);
    }

    public static TheoryData<string, byte[]> Passed_frames_with_text() => new()
    {
        { "comment", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xFE, 0, 8, .. "Yamada"u8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9] },
        { "comment after the scan", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xFE, 0, 8, .. "Yamada"u8, 0xFF, 0xD9] },
        { "application segment between scans", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xE5, 0, 8, .. "Yamada"u8, 0xFF, 0xDA, 0, 2, 3, 0xFF, 0xD9] },
        { "behind the end", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9, .. "Yamada"u8] },
        { "no end", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 2, .. "Yamada"u8] },
        { "no frame at all", [.. "Yamada"u8] },
        { "JPEG 2000 behind the end", [.. Jpeg2000(16), 0xFF, 0xD9, .. "Yamada"u8] },
        { "JPEG 2000 behind the tile", [.. Jpeg2000(16), .. "Yamada"u8, 0xFF, 0xD9] },
        { "no frame header", [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9] },
        { "JPEG 2000 without a depth", [0xFF, 0x4F, 0xFF, 0x51, 0, 2, 0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 16, 0, 1, 0xFF, 0x93, 1, 2, 0xFF, 0xD9] },
        { "JPEG 2000 comment in a tile", [0xFF, 0x4F, .. Siz, 0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 26, 0, 1, 0xFF, 0x64, 0, 10, 0, 1, .. "Yamada"u8, 0xFF, 0x93, 0xFF, 0xD9] },
    };

    [Theory]
    [MemberData(nameof(Passed_frames_with_text))]
    public async Task A_frame_that_passes_with_text_of_its_own_is_quarantined(string where, byte[] frame)
        => (await Reason(await Ct(_ => { }, PixelContent.Encapsulated([frame]), TransferSyntax.Find("1.2.840.10008.1.2.4.70")!))).ShouldBe(DeidentificationReason.FrameMetadata, where);

    [Theory]
    [InlineData(16)]
    [InlineData(0)]
    public async Task A_frame_that_holds_but_its_image_passes_in_however_many_fragments(int tileLength)
    {
        byte[] frame = [.. Jpeg2000(tileLength), 0xFF, 0xD9];
        byte[] file = await Ct(_ => { }, PixelContent.Encapsulated([frame.AsMemory(0, 8), frame.AsMemory(8)]), TransferSyntax.Find("1.2.840.10008.1.2.4.90")!);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(file);
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        output.AsSpan().IndexOf(frame).ShouldBeGreaterThan(0);
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
        byte[] file = await Fixtures.FileOf(Cine.Header(jpeg: true), PixelContent.Encapsulated([new byte[16], new byte[16], new byte[16], new byte[16]]), TransferSyntax.Find("1.2.840.10008.1.2.4.92")!);
        (await Reason(file)).ShouldBe(PixelReasons.UnsupportedTransferSyntax);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.102", PixelReasons.Video)]
    [InlineData("1.2.840.10008.1.2.4.201", PixelReasons.HighThroughputJpeg2000)]
    [InlineData("1.2.840.10008.1.2.4.90", PixelReasons.CorruptJpeg2000)]
    public async Task Ultrasound_that_cannot_be_read_is_quarantined_by_its_own_reason(string syntax, string reason)
    {
        byte[] file = await Fixtures.FileOf(Cine.Header(jpeg: true), PixelContent.Encapsulated([new byte[16], new byte[16], new byte[16], new byte[16]]), TransferSyntax.Find(syntax)!);
        (await Reason(file)).ShouldBe(reason);
    }

    [Fact]
    public async Task Ultrasound_in_JPEG_LS_is_written_as_JPEG_LS_Lossless_with_its_attributes_following()
    {
        PixelDescription description = PixelDescription.EightBit(Cine.Height, Cine.Width, PhotometricInterpretation.YbrFull);
        byte[] samples = new byte[description.NativeFrameLength];
        new Random(1).NextBytes(samples);
        var coded = new System.Buffers.ArrayBufferWriter<byte>();
        Pipeline.Imaging.JpegLs.JpegLsEncoder.Encode(samples, description, coded);
        DataSet header = Cine.Header(jpeg: true);
        header.SetString(Tags.PhotometricInterpretation, "YBR_FULL_422");
        header.SetString(Tags.LossyImageCompression, "01");
        int frames = (int)header.GetInt(Tags.NumberOfFrames)!;
        byte[] file = await Fixtures.FileOf(header, PixelContent.Encapsulated([.. Enumerable.Repeat((ReadOnlyMemory<byte>)coded.WrittenMemory, frames)]), TransferSyntax.Find("1.2.840.10008.1.2.4.81")!);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(file);
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.80");
        using DicomFile written = DicomFile.Open(new MemoryStream(output));
        written.TransferSyntax.Uid.Value.ShouldBe("1.2.840.10008.1.2.4.80");
        written.DataSet.GetString(Tags.PhotometricInterpretation).ShouldBe("YBR_FULL");
        written.DataSet.GetInt(Tags.PlanarConfiguration).ShouldBe(0);
        written.DataSet.GetString(Tags.LossyImageCompression).ShouldBe("01");
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
    public async Task A_frame_without_text_passes_as_it_is()
    {
        byte[] plain = [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xD9];
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Ct(_ => { }, PixelContent.Encapsulated([plain]), TransferSyntax.Find("1.2.840.10008.1.2.4.70")!));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        output.AsSpan().IndexOf(plain).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public async Task Passing_frames_beyond_the_stated_number_are_quarantined(int stated, int there)
    {
        byte[] plain = [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 12, 0, 96, 0, 128, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xD9];
        byte[] file = await Ct(
            root => root.SetString(Tags.NumberOfFrames, Vr.IS, $"{stated}"),
            PixelContent.Encapsulated([.. Enumerable.Repeat((ReadOnlyMemory<byte>)plain, there)]),
            TransferSyntax.Find("1.2.840.10008.1.2.4.70")!);
        (await Reason(file)).ShouldBe(PixelReasons.AmbiguousFragments);
    }

    /// <summary>SIZ of one component of 12 bits.</summary>
    private static byte[] Siz => [0xFF, 0x51, 0, 41, .. new byte[35], 1, 11, 1, 1];

    /// <summary>A codestream of one tile-part, up to its end: 12 bytes of SOT, SOD and two of data; 0 leaves its length open.</summary>
    private static byte[] Jpeg2000(int tileLength)
        => [0xFF, 0x4F, .. Siz, 0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, (byte)tileLength, 0, 1, 0xFF, 0x93, 1, 2];

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
