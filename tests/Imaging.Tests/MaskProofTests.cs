using System.Text;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Tests;

/// <summary>Mistakes a masking could make, planted: the check after it sees each.</summary>
public sealed class MaskProofTests
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    private static readonly FrameMask Mask = FrameMask.Hide(96, 64, new PixelRectangle(0, 0, 96, 20));
    private static readonly PixelDescription Description = PixelDescription.EightBit(64, 96, PhotometricInterpretation.YbrFull422);

    public static TheoryData<int> Masked_blocks() => [0, 1, 2, 3, 7, 23, 24, 40, 71];

    [Theory]
    [MemberData(nameof(Masked_blocks))]
    public void An_AC_coefficient_left_in_a_masked_block_is_seen(int block)
    {
        CodedScan scan = new(Masked(1));
        (JpegScanComponent coded, int _, int _, int ac) = scan.Blocks[block];
        Refuses(scan.With(ac, ac, sink =>
        {
            sink.Write(coded.Ac.CodeOf(0x01), coded.Ac.LengthOf(0x01));
            sink.Write(1, 1);
        }));
    }

    [Theory]
    [MemberData(nameof(Masked_blocks))]
    public void A_DC_coefficient_left_as_in_a_mosaic_is_seen(int block)
    {
        CodedScan scan = new(Masked(1));
        (JpegScanComponent coded, int start, int difference, int ac) = scan.Blocks[block];
        Refuses(scan.With(start, ac, sink =>
        {
            int size = JpegDc.SizeOf(difference + 1);
            sink.Write(coded.Dc.CodeOf(size), coded.Dc.LengthOf(size));
            sink.WriteMagnitude(difference + 1, size);
        }));
    }

    [Theory]
    [InlineData(5, new[] { 3 })]
    [InlineData(5, new[] { 4 })]
    [InlineData(5, new[] { 1, 2, 3, 4 })]
    public void A_frame_that_was_skipped_is_seen(int count, int[] skipped)
    {
        MaskProof proof = new(Description, PixelEncoding.JpegBaseline, Mask, null);
        for (int frame = 0; frame < count; frame++)
        {
            byte[] masked = skipped.Contains(frame) ? Original(frame) : Masked(frame);
            if (skipped.Contains(frame)) Should.Throw<ImageFormatException>(() => proof.Require(masked)).Reason.ShouldBe(PixelReasons.MaskNotProven);
            else proof.Require(masked);
        }
    }

    [Fact]
    public void Text_after_the_end_of_image_is_seen() => Refuses([.. Masked(1), .. "YAMADA"u8]);

    [Fact]
    public void A_single_byte_after_the_end_of_image_is_seen() => Refuses([.. Masked(1), 0]);

    [Theory]
    [InlineData(0xE0, "JFXX\0YAMADA")]
    [InlineData(0xE1, "Exif\0\0YAMADA")]
    [InlineData(0xEE, "Adobe\0d\0\0\0\0\u0001YAMADA")]
    [InlineData(0xFE, "YAMADA")]
    public void A_segment_with_text_that_was_left_is_seen(int marker, string text)
    {
        byte[] body = Encoding.Latin1.GetBytes(text), masked = Masked(1);
        Refuses([.. masked[..2], 0xFF, (byte)marker, 0, (byte)(body.Length + 2), .. body, .. masked[2..]]);
    }

    [Fact]
    public void A_second_scan_over_the_masked_one_is_seen()
    {
        byte[] masked = Masked(1);
        CodedScan original = new(Original(1));
        byte[] scan = Original(1)[original.Scan.Header.Start.Value..^2];
        Refuses([.. masked[..^2], .. scan, 0xFF, 0xD9]);
    }

    [Fact]
    public void A_divisor_that_turns_black_into_gray_is_seen()
    {
        byte[] masked = Masked(1);
        masked[masked.AsSpan().IndexOf((byte[])[0xFF, 0xDB]) + 5] = 1;
        Refuses(masked);
    }

    [Theory]
    [InlineData(-64, 16, true, 0)]
    [InlineData(-60, 16, false, 0)]
    [InlineData(0, 16, true, 128)]
    [InlineData(64, 16, true, 255)]
    public void A_flat_block_decodes_to_its_sample(int dc, int divisor, bool flat, int sample)
    {
        int[] zigzag = new int[64], divisors = new int[64];
        (zigzag[0], divisors[0]) = (dc, divisor);
        BlockPixels.Are(zigzag, divisors, 8, sample).ShouldBe(flat);
        (zigzag[1], divisors[1]) = (9, 40);
        BlockPixels.Are(zigzag, divisors, 8, sample).ShouldBeFalse();
    }

    [Fact]
    public void Decoded_blocks_are_those_of_the_decoder()
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(8, 8, 1), new JpegEncoding(90));
        PixelDescription description = PixelDescription.EightBit(8, 8, PhotometricInterpretation.Monochrome2);
        byte[] samples = JpegDecoder.DecodeSamples(coded, description);
        int[] zigzag = Pictures.Coefficients(coded, out CodedFrame frame)[(0, 0, 0)];
        foreach (byte sample in samples.Distinct()) BlockPixels.Are(zigzag, frame.Divisors[0], 8, sample).ShouldBe(samples.All(other => other == sample));
    }

    [Fact]
    public void Frames_come_out_in_order_however_long_each_takes()
    {
        byte[][] frames = [.. Enumerable.Range(0, 41).Select(Original)];
        PixelDescription description = Description with { NumberOfFrames = frames.Length };
        List<byte[]> written = [];
        MaskedPixelData.Write(
            FrameReader.Open(new MemoryStream(Pictures.Encapsulate(frames)), description, JpegBaseline), Mask, null, Stream.Null, (index, frame) =>
            {
                index.ShouldBe(written.Count);
                written.Add(frame.ToArray());
            });
        written.Count.ShouldBe(41);
        for (int i = 0; i < frames.Length; i++) written[i].ShouldBe(Masked(i));
    }

    [Fact]
    public void A_broken_frame_ends_the_writing_after_those_before_it()
    {
        byte[][] frames = [.. Enumerable.Range(0, 9).Select(Original)];
        frames[5] = [.. frames[5][..^2], .. "YAMADA"u8, 0xFF, 0xD9];
        PixelDescription description = Description with { NumberOfFrames = frames.Length };
        int written = 0;
        Should.Throw<ImageFormatException>(() => MaskedPixelData.Write(
            FrameReader.Open(new MemoryStream(Pictures.Encapsulate(frames)), description, JpegBaseline), Mask, null, Stream.Null, (_, _) => written++)).Reason.ShouldBe(PixelReasons.CorruptJpeg);
        written.ShouldBe(5);
    }

    private static byte[] Original(int frame)
    {
        DisplayImage image = Pictures.Generate(96, 64, 3, frame);
        return JpegEncoder.Encode(image, new JpegEncoding());
    }

    private static byte[] Masked(int frame) => JpegMaskingTests.Masked(Original(frame), Description, Mask);

    private static void Refuses(byte[] tampered)
    {
        MaskProof proof = new(Description, PixelEncoding.JpegBaseline, Mask, null);
        proof.Require(Masked(2));
        Should.Throw<ImageFormatException>(() => proof.Require(tampered)).Reason.ShouldBe(PixelReasons.MaskNotProven);
    }
}
