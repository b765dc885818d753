using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Png;
using Pipeline.Imaging.Text;
using Pipeline.Imaging.Verification;
using Pipeline.Tests;

namespace Pipeline.Imaging.Tests;

public sealed class JpegMaskingTests
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    public static TheoryData<string, int, int, int, ChromaSampling, int, bool, bool, int> Pictures_of_every_kind()
    {
        TheoryData<string, int, int, int, ChromaSampling, int, bool, bool, int> data = [];
        foreach (string mask in new[] { "band", "frame", "hole", "all", "corner", "none" })
        {
            data.Add(mask, 160, 120, 3, ChromaSampling.Full, 0, false, false, 80);
            data.Add(mask, 160, 120, 3, ChromaSampling.HalfWidth, 0, false, false, 80);
            data.Add(mask, 160, 120, 3, ChromaSampling.Half, 0, false, false, 80);
            data.Add(mask, 161, 119, 3, ChromaSampling.Half, 7, false, false, 95);
            data.Add(mask, 157, 123, 3, ChromaSampling.HalfWidth, 1, true, false, 50);
            data.Add(mask, 163, 121, 3, ChromaSampling.Full, 13, true, true, 90);
            data.Add(mask, 155, 117, 1, ChromaSampling.Full, 0, false, false, 75);
            data.Add(mask, 150, 110, 1, ChromaSampling.Full, 5, true, false, 100);
            data.Add(mask, 150, 110, 1, ChromaSampling.Full, 0, true, false, 1);
            data.Add(mask, 33, 17, 3, ChromaSampling.Half, 0, true, false, 3);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pictures_of_every_kind))]
    public void Blocks_under_the_mask_turn_black_and_every_other_coefficient_stays(
        string maskName, int width, int height, int channels, ChromaSampling chroma, int restart, bool optimized, bool rgb, int quality)
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(width, height, channels), new JpegEncoding(quality, chroma, restart, optimized, rgb));
        PhotometricInterpretation photometric = channels == 1 ? PhotometricInterpretation.Monochrome2
            : rgb ? PhotometricInterpretation.Rgb : PhotometricInterpretation.YbrFull422;
        PixelDescription description = PixelDescription.EightBit(height, width, photometric);
        FrameMask mask = Mask(maskName, width, height);
        byte[] masked = Masked(coded, description, mask);

        RequireOnlyTheMaskChanged(coded, masked, mask);
        new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked);
        DisplayImage shown = JpegDecoder.Decode(masked, photometric);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                if (mask.Hides(x, y)) shown[x, y].ContainsAnyExcept((byte)0).ShouldBeFalse();
    }

    [Theory]
    [InlineData(ChromaSampling.Full, 1)]
    [InlineData(ChromaSampling.HalfWidth, 3)]
    [InlineData(ChromaSampling.Half, 3)]
    public void What_libjpeg_shows_outside_the_mask_is_what_it_showed_before(ChromaSampling chroma, int channels)
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(203, 157, channels), new JpegEncoding(80, chroma, 9, OptimizedTables: true));
        PixelDescription description = PixelDescription.EightBit(157, 203, channels == 1 ? PhotometricInterpretation.Monochrome2 : PhotometricInterpretation.YbrFull);
        FrameMask mask = FrameMask.Hide(203, 157, new PixelRectangle(0, 0, 203, 20), new PixelRectangle(100, 90, 30, 30));
        byte[] masked = Masked(coded, description, mask);
        DisplayImage before = Pictures.Djpeg(coded), after = Pictures.Djpeg(masked);
        McuMask mcus = new(mask, JpegStructure.Parse(coded).McuWidth, JpegStructure.Parse(coded).McuHeight);
        int wide = (203 + mcus.McuWidth - 1) / mcus.McuWidth;
        JpegScan scan = JpegStructure.Parse(coded).Scans[0];
        for (int y = 0; y < 157; y++)
        {
            for (int x = 0; x < 203; x++)
            {
                if (mcus[scan, (y / mcus.McuHeight * wide) + (x / mcus.McuWidth)]) after[x, y].ContainsAnyExcept((byte)0).ShouldBeFalse();
                else after[x, y].SequenceEqual(before[x, y]).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void A_machine_that_read_the_planted_name_reads_it_no_longer()
    {
        DisplayImage image = new(800, 600, 3);
        BitmapText.Draw(image, 40, 14, "YAMADA TARO 12345678", [255, 255, 255], 2);
        BitmapText.Draw(image, 40, 300, "DEPTH 12", [255, 255, 255], 2);
        byte[] coded = JpegEncoder.Encode(image, new JpegEncoding());
        byte[] masked = Masked(
            coded, PixelDescription.EightBit(600, 800, PhotometricInterpretation.YbrFull422), FrameMask.Hide(800, 600, new PixelRectangle(0, 0, 800, 60)));
        Read(coded).ShouldContain("YAMADA");
        Read(masked).ShouldNotContain("YAMADA");
        Read(masked).ShouldNotContain("12345678");
        Read(masked).ShouldContain("DEPTH");

        static string Read(byte[] jpeg) => System.Text.Encoding.UTF8.GetString(Pictures.RunOrSkip(
            "tesseract", ["-", "-", "--psm", "11", "-l", "eng"], PngEncoder.Encode(JpegDecoder.Decode(jpeg, PhotometricInterpretation.YbrFull422)), quiet: false));
    }

    [Fact]
    public void Black_of_MONOCHROME1_is_the_highest_value()
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(40, 40, 1), new JpegEncoding(90));
        PixelDescription description = PixelDescription.EightBit(40, 40, PhotometricInterpretation.Monochrome1);
        FrameMask mask = FrameMask.Hide(40, 40, new PixelRectangle(0, 0, 40, 10));
        byte[] masked = Masked(coded, description, mask);
        JpegDecoder.DecodeSamples(masked, description)[..400].ShouldAllBe(sample => sample == 255);
        new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked);
    }

    [Fact]
    public void Segments_that_may_name_someone_and_bytes_after_the_end_are_dropped_but_colour_keeps_its_meaning()
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(32, 32, 3), new JpegEncoding(90, ChromaSampling.Full));
        byte[] secret = "YAMADA^TARO"u8.ToArray();
        byte[] dressed =
        [
            .. coded[..20], 0xFF, 0xE1, 0, 13, .. secret, 0xFF, 0xFE, 0, 13, .. secret,
            0xFF, 0xEE, 0, 25, .. "Adobe\0dAAAA\u0001"u8, .. secret, .. coded[20..], .. secret,
        ];
        byte[] masked = Masked(dressed, PixelDescription.EightBit(32, 32, PhotometricInterpretation.YbrFull), FrameMask.Hide(32, 32));
        masked.AsSpan().IndexOf(secret).ShouldBe(-1);
        JpegStructure structure = JpegStructure.Parse(masked);
        structure.HasJfif.ShouldBeTrue();
        structure.AdobeTransform.ShouldBe((byte)1);
        masked[^2..].ShouldBe([0xFF, 0xD9]);
    }

    [Fact]
    public void The_proof_refuses_a_frame_whose_mask_misses_one_block()
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(64, 64, 3), new JpegEncoding());
        PixelDescription description = PixelDescription.EightBit(64, 64, PhotometricInterpretation.YbrFull422);
        byte[] masked = Masked(coded, description, FrameMask.Hide(64, 64, new PixelRectangle(0, 0, 48, 64)));
        MaskProof proof = new(description, PixelEncoding.JpegBaseline, FrameMask.Hide(64, 64, new PixelRectangle(0, 0, 49, 64)), null);
        Should.Throw<ImageFormatException>(() => proof.Require(masked)).Reason.ShouldBe(PixelReasons.MaskNotProven);
    }

    [Fact]
    public void The_proof_refuses_a_mosaic_that_keeps_DC()
    {
        DisplayImage image = Pictures.Generate(64, 64, 1);
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x++) image[x, y][0] = (byte)(((x / 8) + (y / 8)) * 16);
        byte[] mosaic = JpegEncoder.Encode(image, new JpegEncoding());
        PixelDescription description = PixelDescription.EightBit(64, 64, PhotometricInterpretation.Monochrome2);
        byte[] clean = Masked(mosaic, description, FrameMask.Hide(64, 64));
        MaskProof proof = new(description, PixelEncoding.JpegBaseline, FrameMask.KeepOnly(64, 64), null);
        Should.Throw<ImageFormatException>(() => proof.Require(clean)).Reason.ShouldBe(PixelReasons.MaskNotProven);
    }

    public static TheoryData<string> Real_files() =>
    [
        "pydicom/test_files/examples_ybr_color.dcm",
        "dicomParser/encapsulated/multi-frame/IM00001.fragmented_no_bot_jpeg_baseline.50.dcm",
        "cornerstoneWADOImageLoader/examples/test-images/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm",
        "cornerstoneWADOImageLoader/testImages/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm",
        "dicom-test-files/pydicom/SC_rgb_jpeg_lossy_gdcm.dcm",
        "pydicom/test_files/SC_jpeg_no_color_transform.dcm",
        "pydicom/test_files/SC_jpeg_no_color_transform_2.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cr.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+n1.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+n2.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+np.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+s2.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+s4.dcm",
        "pydicom/test_files/SC_rgb_jpeg_dcmtk.dcm",
        "pydicom/test_files/SC_rgb_jpeg_lossy_gdcm.dcm",
        "pydicom/test_files/SC_rgb_small_odd_jpeg.dcm",
    ];

    [Theory]
    [MemberData(nameof(Real_files))]
    public void Every_frame_of_a_real_file_is_masked_and_stays_as_it_was_elsewhere(string path)
    {
        RealFile file = new(Repository.SharedOrSkip("dicom", path));
        PixelDescription description = file.Description;
        FrameMask mask = FrameMask.Hide(
            description.Columns, description.Rows,
            new PixelRectangle(0, 0, description.Columns, description.Rows / 6), new PixelRectangle(description.Columns / 2, description.Rows / 2, 30, 30));
        MemoryStream output = new();
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(file.Value), description, file.TransferSyntax), mask, null, output);
        List<byte[]> before = file.Frames, after = Pictures.Frames(output.ToArray(), description, JpegBaseline);
        after.Count.ShouldBe(description.NumberOfFrames);
        for (int i = 0; i < after.Count; i++)
        {
            RequireOnlyTheMaskChanged(Masked(before[i], description, FrameMask.Hide(mask.Width, mask.Height)), after[i].AsSpan().TrimEnd((byte)0).ToArray(), mask);
            DisplayImage shown = JpegDecoder.Decode(after[i], description.PhotometricInterpretation);
            shown[0, 0].ContainsAnyExcept((byte)0).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_masked_real_cine_decodes_in_dcmtk()
    {
        RealFile file = new(Repository.SharedOrSkip("dicom", "pydicom/test_files/examples_ybr_color.dcm"));
        MemoryStream output = new();
        FrameMask mask = FrameMask.Hide(320, 240, new PixelRectangle(0, 0, 320, 40));
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(file.Value), file.Description, file.TransferSyntax), mask, null, output);
        string folder = Directory.CreateTempSubdirectory("imaging").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "masked.dcm"), [.. file.Before, .. output.ToArray()]);
            Pictures.RunOrSkip("dcmdjpeg", [Path.Combine(folder, "masked.dcm"), Path.Combine(folder, "raw.dcm")], []);
            RealFile raw = new(Path.Combine(folder, "raw.dcm"));
            raw.Description.NumberOfFrames.ShouldBe(30);
            raw.Frames.Count.ShouldBe(30);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static byte[] Masked(byte[] coded, PixelDescription description, FrameMask mask)
    {
        ArrayBufferWriter<byte> output = new();
        new JpegMasking(description, mask).Mask(coded, output);
        return output.WrittenSpan.ToArray();
    }

    internal static void RequireOnlyTheMaskChanged(byte[] coded, byte[] masked, FrameMask mask)
    {
        Dictionary<(int, int, int), int[]> before = Pictures.Coefficients(coded, out CodedFrame frame), after = Pictures.Coefficients(masked, out _);
        after.Count.ShouldBe(before.Count);
        foreach (((int Component, int Column, int Row) block, int[] coefficients) in before)
        {
            if (mask.Touches(Pictures.Mcu(frame, block))) after[block].AsSpan(1).ContainsAnyExcept(0).ShouldBeFalse();
            else after[block].AsSpan().SequenceEqual(coefficients).ShouldBeTrue();
        }
    }

    private static FrameMask Mask(string name, int width, int height) => name switch
    {
        "band" => FrameMask.Hide(width, height, new PixelRectangle(0, 0, width, 20)),
        "frame" => FrameMask.KeepOnly(width, height, PixelRectangle.FromEdges(17, 19, width - 21, height - 18)),
        "hole" => FrameMask.Hide(width, height, new PixelRectangle(40, 40, 9, 9), new PixelRectangle(100, 41, 20, 7)),
        "corner" => FrameMask.Hide(width, height, new PixelRectangle(width - 1, height - 1, 1, 1)),
        "all" => FrameMask.KeepOnly(width, height),
        _ => FrameMask.Hide(width, height),
    };
}
