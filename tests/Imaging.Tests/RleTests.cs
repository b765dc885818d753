using System.Buffers;
using Pipeline.Imaging.Rle;
using Pipeline.Imaging.Verification;
using Pipeline.Tests;

namespace Pipeline.Imaging.Tests;

public sealed class RleTests
{
    private const string RleLossless = "1.2.840.10008.1.2.5";

    [Theory]
    [InlineData(PhotometricInterpretation.Rgb, 8, 300)]
    [InlineData(PhotometricInterpretation.Rgb, 16, 129)]
    [InlineData(PhotometricInterpretation.Monochrome2, 16, 128)]
    [InlineData(PhotometricInterpretation.Monochrome1, 8, 1)]
    public void What_is_coded_decodes_to_itself(PhotometricInterpretation photometric, int bits, int columns)
    {
        PixelDescription description = PixelDescription.EightBit(9, columns, photometric) with { BitsAllocated = bits, BitsStored = bits, HighBit = bits - 1 };
        foreach (int noise in new[] { 0, 1, 2, 255 })
        {
            byte[] frame = [.. NativeMaskingTests.RandomFrame(description).Select(sample => (byte)(noise == 0 ? 0 : sample % (noise + 1)))];
            ArrayBufferWriter<byte> coded = new();
            RleCodec.Encode(frame, description, coded);
            RleCodec.Decode(coded.WrittenSpan, description).ShouldBe(frame);
        }
    }

    [Theory]
    [InlineData("pydicom/test_files/SC_rgb_rle.dcm", "pydicom-data/SC_rgb.dcm")]
    [InlineData("pydicom/test_files/SC_rgb_rle_2frame.dcm", "pydicom-data/SC_rgb_2frame.dcm")]
    [InlineData("pydicom/test_files/SC_rgb_rle_16bit.dcm", "pydicom-data/SC_rgb_16bit.dcm")]
    [InlineData("pydicom/test_files/MR_small_RLE.dcm", "pydicom/test_files/MR_small.dcm")]
    public void A_real_file_decodes_to_its_native_form_and_masks_to_the_masked_native_form(string rle, string native)
    {
        RealFile coded = new(Repository.SharedOrSkip("dicom", rle)), plain = new(Repository.SharedOrSkip("dicom", native));
        for (int i = 0; i < plain.Description.NumberOfFrames; i++)
            FrameDecoder.DecodeSamples(coded.Frames[i], coded.Description, PixelEncoding.Rle).ShouldBe(plain.Frames[i]);

        FrameMask mask = FrameMask.Hide(plain.Description.Columns, plain.Description.Rows, new PixelRectangle(3, 5, 40, 20));
        MemoryStream maskedCoded = new(), maskedPlain = new();
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(coded.Value), coded.Description, coded.TransferSyntax), mask, null, maskedCoded);
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(plain.Value), plain.Description, plain.TransferSyntax), mask, null, maskedPlain);
        List<byte[]> frames = Pictures.Frames(maskedCoded.ToArray(), coded.Description, RleLossless);
        frames.SelectMany(frame => FrameDecoder.DecodeSamples(frame, coded.Description, PixelEncoding.Rle))
            .ShouldBe(maskedPlain.ToArray()[..(int)(plain.Description.NativeFrameLength * plain.Description.NumberOfFrames)]);
    }

    [Fact]
    public void The_proof_reads_the_coded_frame_itself()
    {
        PixelDescription description = PixelDescription.EightBit(8, 8, PhotometricInterpretation.Rgb);
        byte[] frame = NativeMaskingTests.RandomFrame(description);
        frame.AsSpan(0, 24).Clear();
        ArrayBufferWriter<byte> coded = new();
        RleCodec.Encode(frame, description, coded);
        new MaskProof(description, PixelEncoding.Rle, FrameMask.Hide(8, 8, new PixelRectangle(0, 0, 8, 1)), null).Require(coded.WrittenSpan);
        MaskProof wider = new(description, PixelEncoding.Rle, FrameMask.Hide(8, 8, new PixelRectangle(0, 0, 8, 2)), null);
        Should.Throw<ImageFormatException>(() => wider.Require(coded.WrittenSpan)).Reason.ShouldBe(PixelReasons.MaskNotProven);
    }
}
