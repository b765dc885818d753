using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Tests;

public sealed class JpegCodecTests
{
    [Theory]
    [InlineData(101, 67, 1, ChromaSampling.Full, 0, false, false)]
    [InlineData(101, 67, 3, ChromaSampling.Full, 3, false, false)]
    [InlineData(101, 67, 3, ChromaSampling.HalfWidth, 0, true, false)]
    [InlineData(101, 67, 3, ChromaSampling.Half, 4, true, false)]
    [InlineData(101, 67, 3, ChromaSampling.Full, 0, false, true)]
    [InlineData(1, 1, 3, ChromaSampling.Half, 0, true, false)]
    public void What_is_coded_decodes_as_libjpeg_decodes_it(int width, int height, int channels, ChromaSampling chroma, int restart, bool optimized, bool rgb)
    {
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(width, height, channels), new JpegEncoding(90, chroma, restart, optimized, rgb));
        DisplayImage theirs = Pictures.Djpeg(coded);
        DisplayImage ours = JpegDecoder.Decode(coded, rgb ? PhotometricInterpretation.Rgb : PhotometricInterpretation.YbrFull);
        ours.Channels.ShouldBe(theirs.Channels);
        // Both round to the nearest sample from transforms of limited precision, then convert colour.
        Difference(ours, theirs).ShouldBeLessThanOrEqualTo(channels == 1 ? 1 : 3);
    }

    [Fact]
    public void High_quality_stays_close_to_the_picture()
    {
        DisplayImage picture = Pictures.Generate(64, 64, 1);
        Difference(JpegDecoder.Decode(JpegEncoder.Encode(picture, new JpegEncoding(100)), PhotometricInterpretation.Monochrome2), picture).ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("-quality 75 -optimize")]
    [InlineData("-quality 30 -sample 2x1")]
    [InlineData("-quality 90 -sample 2x2 -restart 5B")]
    [InlineData("-quality 90 -sample 1x2 -restart 1")]
    [InlineData("-quality 85 -sample 4x1")]
    [InlineData("-quality 85 -sample 2x2,1x2,2x1")]
    [InlineData("-quality 85 -grayscale -restart 2B")]
    [InlineData("-quality 85 -rgb -optimize")]
    [InlineData("-quality 85 -sample 2x2 -scans SCRIPT")]
    [InlineData("-quality 85 -sample 1x1 -scans SCRIPT -restart 3B")]
    public void Streams_of_libjpeg_are_masked_and_decode_there_again(string options)
    {
        DisplayImage picture = Pictures.Generate(117, 91, 3);
        string script = Path.GetTempFileName();
        File.WriteAllText(script, "0;\n1;\n2;\n");
        byte[] coded = Pictures.RunOrSkip("cjpeg", options.Replace("SCRIPT", script).Split(' '), [.. "P6 117 91 255\n"u8, .. picture.Samples]);
        File.Delete(script);
        PhotometricInterpretation photometric = options.Contains("gray") ? PhotometricInterpretation.Monochrome2
            : options.Contains("rgb") ? PhotometricInterpretation.Rgb : PhotometricInterpretation.YbrFull;
        PixelDescription description = PixelDescription.EightBit(91, 117, photometric);
        FrameMask mask = FrameMask.Hide(117, 91, new PixelRectangle(0, 0, 117, 16), new PixelRectangle(64, 48, 40, 20));
        byte[] masked = JpegMaskingTests.Masked(coded, description, mask);

        new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked);
        JpegMaskingTests.RequireOnlyTheMaskChanged(JpegMaskingTests.Masked(coded, description, FrameMask.Hide(117, 91)), masked, mask);
        DisplayImage before = Pictures.Djpeg(coded), after = Pictures.Djpeg(masked);
        for (int y = 0; y < 16; y++)
            for (int x = 0; x < 117; x++) after[x, y].ContainsAnyExcept((byte)0).ShouldBeFalse();
        after[2, 85].SequenceEqual(before[2, 85]).ShouldBeTrue();
        after.Samples.ShouldNotBe(before.Samples);
        Difference(JpegDecoder.Decode(masked, photometric), after).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Arithmetic_coding_is_refused_by_name()
    {
        byte[] coded = Pictures.RunOrSkip("cjpeg", ["-arithmetic"], [.. "P5 16 16 255\n"u8, .. new byte[256]]);
        Should.Throw<ImageFormatException>(() => JpegDecoder.Decode(coded, PhotometricInterpretation.Monochrome2)).Reason.ShouldBe(PixelReasons.UnsupportedJpegProcess);
    }

    [Theory]
    [InlineData("-quality 85 -sample 2x2")]
    [InlineData("-quality 95 -sample 1x1 -restart 3B")]
    [InlineData("-quality 60 -sample 2x1 -restart 1")]
    [InlineData("-quality 85 -grayscale")]
    public void A_progressive_stream_becomes_the_sequential_one_of_the_same_coefficients(string options)
    {
        byte[] picture = [.. "P6 117 91 255\n"u8, .. Pictures.Generate(117, 91, 3).Samples];
        byte[] sequential = Pictures.RunOrSkip("cjpeg", options.Split(' '), picture), progressive = Pictures.RunOrSkip("cjpeg", [.. options.Split(' '), "-progressive"], picture);
        Dictionary<(int, int, int), int[]> expected = Pictures.Coefficients(ProgressiveTranscoder.ToSequential(sequential).ToArray(), out _);
        foreach ((var block, int[] coefficients) in Pictures.Coefficients(ProgressiveTranscoder.ToSequential(progressive).ToArray(), out _))
            coefficients.ShouldBe(expected[block]);
        JpegDecoder.Decode(progressive, PhotometricInterpretation.YbrFull).Samples.ShouldBe(JpegDecoder.Decode(sequential, PhotometricInterpretation.YbrFull).Samples);
    }

    [Theory]
    [InlineData("+ee", "1.2.840.10008.1.2.4.51")]
    [InlineData("+es", "1.2.840.10008.1.2.4.53")]
    [InlineData("+ep", "1.2.840.10008.1.2.4.55")]
    public void Twelve_bits_are_decoded_and_masked_as_dcmtk_decodes_them(string option, string uid)
    {
        PixelDescription d = CodecPictures.Gray(61, 83, 12);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, DicomFiles.Create(d, DicomFiles.ExplicitLittleEndian, CodecPictures.Frame(d, 2)));
            DicomFiles.RunsOrSkip("dcmcjpeg", $"{option} +bt +q 90 {path} {path}.jpg").ShouldBeTrue();
            RealFile coded = new($"{path}.jpg"), theirs = DicomFiles.ConvertOrSkip("dcmdjpeg", "", $"{path}.jpg").ShouldNotBeNull();
            coded.TransferSyntax.ShouldBe(uid);
            int[] ours = DicomFiles.Stored(FrameDecoder.DecodeSamples(coded.Frames[0], coded.Description, PixelEncoding.JpegBaseline), coded.Description);
            DicomFiles.Distance(ours, DicomFiles.Stored(theirs.Frames[0], theirs.Description), d).ShouldBeLessThanOrEqualTo(1);

            FrameMask mask = FrameMask.Hide(83, 61, new PixelRectangle(0, 0, 83, 16), new PixelRectangle(40, 32, 8, 8));
            FrameReader reader = FrameReader.Open(new MemoryStream(coded.Value), coded.Description, uid);
            MemoryStream output = new();
            MaskedPixelData.Write(reader, mask, null, output);
            reader.Masked.Capability.TransferSyntaxUid.ShouldBe("1.2.840.10008.1.2.4.51");
            RealFile masked = DicomFiles.ConvertOrSkip("dcmdjpeg", "", DicomFiles.Create(coded.Description, "1.2.840.10008.1.2.4.51", output.ToArray())).ShouldNotBeNull();
            int[] after = DicomFiles.Stored(masked.Frames[0], masked.Description), before = DicomFiles.Stored(theirs.Frames[0], theirs.Description);
            for (int i = 0; i < after.Length; i++) after[i].ShouldBe(mask.Hides(i % 83 / 8 * 8, i / 83 / 8 * 8) ? 0 : before[i], $"{i}");
        }
        finally
        {
            File.Delete(path);
            File.Delete($"{path}.jpg");
        }
    }

    [Fact]
    public void A_table_without_a_code_for_black_is_replaced_losslessly()
    {
        // A flat picture's own tables know a difference of nothing only.
        DisplayImage flat = new(64, 64, 1);
        flat.Samples.AsSpan().Fill(128);
        byte[] coded = JpegEncoder.Encode(flat, new JpegEncoding(50, OptimizedTables: true));
        PixelDescription description = PixelDescription.EightBit(64, 64, PhotometricInterpretation.Monochrome2);
        FrameMask mask = FrameMask.Hide(64, 64, new PixelRectangle(20, 20, 8, 8));
        byte[] masked = JpegMaskingTests.Masked(coded, description, mask);
        JpegMaskingTests.RequireOnlyTheMaskChanged(coded, masked, mask);
        new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked);
        Pictures.Djpeg(masked)[0, 0][0].ShouldBe((byte)128);
    }

    [Fact]
    public void Huffman_codes_are_at_most_16_bits_and_never_all_ones()
    {
        long[] counts = new long[256];
        (long a, long b) = (1, 1);
        for (int symbol = 0; symbol < 60; symbol++) (counts[symbol], a, b) = (a, b, a + b);
        HuffmanTable table = SymbolCounts.Build(counts);
        for (int symbol = 0; symbol < 60; symbol++)
        {
            table.LengthOf(symbol).ShouldBeInRange(1, 16);
            table.CodeOf(symbol).ShouldNotBe((1u << table.LengthOf(symbol)) - 1);
            table.Decode((ulong)table.CodeOf(symbol) << (64 - table.LengthOf(symbol)), out int length).ShouldBe(symbol);
            length.ShouldBe(table.LengthOf(symbol));
        }
    }

    [Fact]
    public void Bits_written_are_stuffed_and_come_back()
    {
        BitSink sink = new();
        Random random = new(9);
        List<(uint Bits, int Count)> pieces = [.. Enumerable.Range(0, 5000).Select(_ =>
        {
            int count = random.Next(0, 33);
            return (random.Next(3) == 0 ? (uint)((1UL << count) - 1) : (uint)(random.NextInt64() & ((1L << count) - 1)), count);
        })];
        foreach ((uint bits, int count) in pieces) sink.Write(bits, count);
        ArrayBufferWriter<byte> output = new();
        sink.Flush(output);
        for (int i = 0; i + 1 < output.WrittenCount; i++)
            if (output.WrittenSpan[i] == 0xFF) output.WrittenSpan[i + 1].ShouldBe((byte)0);
        BitSource source = new EntropyBuffer().Open(output.WrittenSpan);
        foreach ((uint bits, int count) in pieces)
        {
            if (count > 0) ((uint)(source.Window >> (64 - count))).ShouldBe(bits);
            source.Position += count;
        }

        source.RequireWithin();
        source.RequireEnd();
    }

    private static int Difference(DisplayImage a, DisplayImage b)
    {
        (a.Width, a.Height, a.Channels).ShouldBe((b.Width, b.Height, b.Channels));
        int most = 0;
        for (int i = 0; i < a.Samples.Length; i++) most = Math.Max(most, Math.Abs(a.Samples[i] - b.Samples[i]));
        return most;
    }
}
