using Pipeline.Imaging.Native;
using Pipeline.Imaging.Verification;
using Pipeline.Tests;

namespace Pipeline.Imaging.Tests;

public sealed class NativeMaskingTests
{
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";

    public static TheoryData<PhotometricInterpretation, int, int, int, int, int, string> Layouts() => new()
    {
        // photometric, planar, allocated, stored, high bit, representation, a black pixel's bytes in order of sample
        { PhotometricInterpretation.Monochrome2, 0, 8, 8, 7, 0, "00" },
        { PhotometricInterpretation.Monochrome1, 0, 8, 8, 7, 0, "FF" },
        { PhotometricInterpretation.Monochrome1, 0, 16, 12, 11, 0, "FF0F" },
        { PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, "0000" },
        { PhotometricInterpretation.Monochrome2, 0, 16, 16, 15, 1, "0080" },
        { PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 1, "00F8" },
        { PhotometricInterpretation.Monochrome1, 0, 16, 12, 15, 0, "F0FF" },
        { PhotometricInterpretation.Rgb, 0, 8, 8, 7, 0, "00 00 00" },
        { PhotometricInterpretation.Rgb, 1, 8, 8, 7, 0, "00 00 00" },
        { PhotometricInterpretation.YbrFull, 0, 8, 8, 7, 0, "00 80 80" },
        { PhotometricInterpretation.YbrFull, 1, 8, 8, 7, 0, "00 80 80" },
        { PhotometricInterpretation.YbrFull, 0, 16, 16, 15, 0, "0000 0080 0080" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Hidden_pixels_are_black_and_no_other_byte_changes(
        PhotometricInterpretation photometric, int planar, int allocated, int stored, int highBit, int representation, string blackSamples)
    {
        byte[][] black = [.. blackSamples.Split(' ').Select(Convert.FromHexString)];
        PixelDescription description = new(23, 31, black.Length, photometric, planar, allocated, stored, highBit, representation, 1);
        byte[] before = RandomFrame(description), after = [.. before];
        FrameMask mask = FrameMask.Hide(31, 23, new PixelRectangle(0, 0, 31, 4), new PixelRectangle(7, 9, 5, 3), new PixelRectangle(28, 20, 50, 50));
        new NativeMasking(description, mask, null).Mask(after);
        int bytes = allocated / 8;
        for (int pixel = 0; pixel < 23 * 31; pixel++)
        {
            for (int sample = 0; sample < black.Length; sample++)
            {
                int at = bytes * (planar == 1 ? (sample * 23 * 31) + pixel : (pixel * black.Length) + sample);
                byte[] expected = mask.Hides(pixel % 31, pixel / 31) ? black[sample] : before[at..(at + bytes)];
                after[at..(at + bytes)].ShouldBe(expected);
            }
        }

        MaskProof proof = new(description, PixelEncoding.Native, mask, null);
        proof.Require(after);
        after[0] ^= 1;
        if (description is { BitsStored: 12, HighBit: 15 }) after[1] ^= 1;
        Should.Throw<ImageFormatException>(() => proof.Require(after)).Reason.ShouldBe(PixelReasons.MaskNotProven);
    }

    [Fact]
    public void Chroma_shared_by_a_pair_is_masked_with_the_whole_pair()
    {
        PixelDescription description = new(2, 8, 3, PhotometricInterpretation.YbrFull422, 0, 8, 8, 7, 0, 1);
        byte[] frame = [.. Enumerable.Repeat((byte)77, 32)];
        FrameMask mask = FrameMask.Hide(8, 2, new PixelRectangle(3, 1, 2, 1));
        new NativeMasking(description, mask, null).Mask(frame);
        frame[..16].ShouldAllBe(sample => sample == 77);
        frame[16..].ShouldBe([77, 77, 77, 77, 0, 0, 128, 128, 0, 0, 128, 128, 77, 77, 77, 77]);
        new MaskProof(description, PixelEncoding.Native, mask, null).Require(frame);
    }

    [Fact]
    public void Black_of_a_palette_is_its_darkest_entry()
    {
        byte[] red = [200, 0, 10, 0, 90, 0], green = [200, 0, 12, 0, 90, 0], blue = [200, 0, 9, 0, 90, 0];
        PaletteColor palette = PaletteColor.Read([3, 5, 8], red, green, blue, isSigned: false);
        palette[5].ShouldBe(((byte)200, (byte)200, (byte)200));
        palette[0].ShouldBe(palette[5]);
        palette[255].ShouldBe(((byte)90, (byte)90, (byte)90));
        PixelDescription description = PixelDescription.EightBit(2, 2, PhotometricInterpretation.PaletteColor);
        byte[] frame = [5, 5, 7, 7];
        FrameMask mask = FrameMask.Hide(2, 2, new PixelRectangle(0, 0, 2, 1));
        new NativeMasking(description, mask, palette).Mask(frame);
        frame.ShouldBe([6, 6, 7, 7]);
        new MaskProof(description, PixelEncoding.Native, mask, palette).Require(frame);
        Should.Throw<ImageFormatException>(() => new NativeMasking(description, mask, null)).Reason.ShouldBe(PixelReasons.InvalidPalette);
    }

    [Theory]
    [InlineData(16, 12, 11, 0, 0x0FFF, true)]
    [InlineData(16, 12, 11, 0, 0x1FFF, false)]
    [InlineData(16, 12, 11, 0, 0x8000, false)]
    [InlineData(16, 12, 11, 1, 0xF800, true)]
    [InlineData(16, 12, 11, 1, 0x0800, true)]
    [InlineData(16, 12, 11, 1, 0xF7FF, false)]
    [InlineData(16, 12, 11, 1, 0x1000, false)]
    [InlineData(16, 12, 15, 0, 0xFFF0, true)]
    [InlineData(16, 12, 15, 0, 0xFFF1, false)]
    [InlineData(16, 12, 15, 1, 0x8001, false)]
    [InlineData(16, 10, 12, 1, 0xF008, true)]
    [InlineData(16, 10, 12, 1, 0xF004, false)]
    [InlineData(16, 16, 15, 1, 0xFFFF, true)]
    [InlineData(8, 7, 6, 0, 0x80, false)]
    [InlineData(8, 7, 6, 0, 0x7F, true)]
    [InlineData(8, 7, 7, 1, 0x81, false)]
    public void Something_in_the_bits_beside_a_sample_is_refused_wherever_it_lies(int allocated, int stored, int highBit, int representation, int cell, bool empty)
    {
        PixelDescription description = new(7, 23, 1, PhotometricInterpretation.Monochrome2, 0, allocated, stored, highBit, representation, 1);
        NativeMasking masking = new(description, FrameMask.Hide(23, 7), null);
        for (int pixel = 0; pixel < 7 * 23; pixel++)
        {
            byte[] frame = new byte[description.NativeFrameLength];
            frame[pixel * allocated / 8] = (byte)cell;
            if (allocated == 16) frame[(2 * pixel) + 1] = (byte)(cell >> 8);
            if (empty) masking.Mask(frame);
            else Should.Throw<ImageFormatException>(() => masking.Mask(frame)).Reason.ShouldBe(PixelReasons.EmbeddedOverlay);
        }
    }

    [Fact]
    public void Text_in_an_index_that_the_palette_shows_black_is_gone_under_the_mask()
    {
        byte[] table = [0, 250, 0, 90];
        PaletteColor palette = PaletteColor.Read([4, 0, 8], table, table, table, isSigned: false);
        PixelDescription description = PixelDescription.EightBit(2, 4, PhotometricInterpretation.PaletteColor);
        FrameMask mask = FrameMask.Hide(4, 2, new PixelRectangle(0, 0, 4, 1));
        byte[] frame = [0, 2, 0, 2, 1, 2, 0, 3];
        MaskProof proof = new(description, PixelEncoding.Native, mask, palette);
        Should.Throw<ImageFormatException>(() => proof.Require(frame)).Reason.ShouldBe(PixelReasons.MaskNotProven);
        new NativeMasking(description, mask, palette).Mask(frame);
        frame.ShouldBe([0, 0, 0, 0, 1, 2, 0, 3]);
        proof.Require(frame);
    }

    [Theory]
    [InlineData("pydicom-data/SC_rgb.dcm")]
    [InlineData("pydicom/test_files/CT_small.dcm")]
    [InlineData("pydicom-data/SC_rgb_2frame.dcm")]
    [InlineData("pydicom-data/SC_rgb_16bit.dcm")]
    [InlineData("cornerstoneWADOImageLoader/testImages/US-YBR_FULL_422-EVRLE.dcm")]
    [InlineData("pydicom-data/SC_rgb_dcmtk_ebcyn1_dcmd.dcm")]
    [InlineData("pydicom/test_files/SC_ybr_full_422_uncompressed.dcm")]
    public void Every_frame_of_a_real_native_file_is_masked_in_place(string path)
    {
        RealFile file = new(Repository.SharedOrSkip("dicom", path));
        PixelDescription description = file.Description;
        FrameMask mask = FrameMask.Hide(description.Columns, description.Rows, new PixelRectangle(0, 0, description.Columns, 10));
        MemoryStream output = new();
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(file.Value), description, file.TransferSyntax), mask, null, output);
        byte[] after = output.ToArray();
        after.Length.ShouldBe(file.Value.Length);
        after.ShouldNotBe(file.Value);
        int frame = (int)description.NativeFrameLength, stride = frame / description.Rows;
        if (description.PlanarConfiguration == 1) return;
        for (int i = 0; i < description.NumberOfFrames; i++)
            after.AsSpan((i * frame) + (10 * stride), frame - (10 * stride)).SequenceEqual(file.Value.AsSpan((i * frame) + (10 * stride), frame - (10 * stride))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("pydicom-data/OBXXXX1A.dcm")]
    [InlineData("pydicom-data/OBXXXX1A_2frame.dcm")]
    [InlineData("pydicom-data/OBXXXX1A_rle_2frame.dcm")]
    [InlineData("pydicom/test_files/examples_palette.dcm")]
    public void A_real_palette_image_turns_black_under_the_mask(string path)
    {
        RealFile file = new(Repository.SharedOrSkip("dicom", path));
        PixelDescription description = file.Description;
        PaletteColor palette = file.Palette;
        FrameMask mask = FrameMask.Hide(description.Columns, description.Rows, new PixelRectangle(0, 0, description.Columns, 60));
        FrameReader frames = FrameReader.Open(new MemoryStream(file.Value), description, file.TransferSyntax);
        int seen = 0;
        MaskedPixelData.Write(frames, mask, palette, Stream.Null, (_, coded) =>
        {
            DisplayImage shown = FrameDecoder.Decode(coded.Span, description, frames.Capability.Encoding, new DisplaySettings(Palette: palette), mask);
            shown.Samples.AsSpan(0, description.Columns * 60 * 3).ContainsAnyExceptInRange((byte)0, (byte)1).ShouldBeFalse();
            shown.Samples.AsSpan(description.Columns * 60 * 3).ContainsAnyExceptInRange((byte)0, (byte)100).ShouldBeTrue();
            seen++;
        });
        seen.ShouldBe(description.NumberOfFrames);
    }

    [Fact]
    public void Pixel_data_cut_short_or_going_on_is_refused()
    {
        PixelDescription description = PixelDescription.EightBit(3, 3, PhotometricInterpretation.Monochrome2, numberOfFrames: 2);
        FrameMask mask = FrameMask.Hide(3, 3, new PixelRectangle(0, 0, 1, 1));
        Reason(17).ShouldBe(PixelReasons.Truncated);
        Reason(19).ShouldBe(PixelReasons.TrailingData);
        Reason(18).ShouldBeNull();

        string? Reason(int length)
        {
            try
            {
                MaskedPixelData.Write(FrameReader.Open(new MemoryStream(new byte[length]), description, ExplicitLittleEndian), mask, null, new MemoryStream());
                return null;
            }
            catch (ImageFormatException e)
            {
                return e.Reason;
            }
        }
    }

    internal static byte[] RandomFrame(PixelDescription description, int seed = 3)
    {
        byte[] frame = new byte[description.NativeFrameLength];
        new Random(seed).NextBytes(frame);
        int unused = ~(((1 << description.BitsStored) - 1) << (description.HighBit + 1 - description.BitsStored));
        for (int i = 0; i < frame.Length; i++) frame[i] &= (byte)~(unused >> (description.BitsAllocated == 16 && i % 2 == 1 ? 8 : 0));
        return frame;
    }
}
