using System.Buffers;
using System.Text;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Tests;

/// <summary>What follows the mask is copied without being read: bit by bit the same, and safe all the same.</summary>
public sealed class UnreadRestTests
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    [Theory]
    [InlineData(3, ChromaSampling.HalfWidth)]
    [InlineData(3, ChromaSampling.Half)]
    [InlineData(3, ChromaSampling.Full)]
    [InlineData(1, ChromaSampling.Full)]
    public void After_a_band_the_bytes_are_the_same_wherever_its_last_bit_falls(int channels, ChromaSampling chroma)
    {
        FrameMask mask = FrameMask.Hide(64, 80, new PixelRectangle(0, 0, 64, 16));
        PixelDescription description = Description(mask, channels);
        HashSet<int> missing = [];
        int before = 0, after = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            byte[] coded = JpegEncoder.Encode(Pictures.Generate(64, 80, channels, seed), new JpegEncoding(channels == 1 ? 100 : 97, chroma));
            byte[] masked = JpegMaskingTests.Masked(coded, description, mask);
            CodedScan source = new(coded), target = new(masked);
            int mcu = new McuMask(mask, JpegStructure.Parse(coded).McuWidth, JpegStructure.Parse(coded).McuHeight).LastMasked(source.Scan, 0, source.Scan.Mcus) + 2;
            int seam = source.McuStarts[mcu], copied = target.McuStarts[mcu];
            (copied % 8).ShouldBe(seam % 8);
            missing.Add((((seam - Shifted(coded, description, mask).McuStarts[mcu]) % 8) + 8) % 8);
            if (seam % 8 != 0 && source.ByteAt(seam) == 0xFF) before++;
            if (copied % 8 != 0 && target.ByteAt(copied) == 0xFF) after++;

            int suffix = (source.Bits - seam) / 8;
            masked.AsSpan(masked.Length - suffix).SequenceEqual(coded.AsSpan(coded.Length - suffix)).ShouldBeTrue();
            JpegMaskingTests.RequireOnlyTheMaskChanged(coded, masked, mask);
            new MaskProof(description, PixelEncoding.JpegBaseline, mask, null).Require(masked, decoded: true);
        }

        missing.Order().ShouldBe([0, 1, 2, 3, 4, 5, 6, 7]);
        before.ShouldBeGreaterThan(0);
        after.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Reading_everything_gives_the_same_coefficients(int restart)
    {
        FrameMask mask = FrameMask.Hide(117, 91, new PixelRectangle(0, 8, 117, 20), new PixelRectangle(30, 40, 9, 9));
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(117, 91, 3), new JpegEncoding(90, RestartInterval: restart));
        byte[] copied = JpegMaskingTests.Masked(coded, Description(mask, 3), mask);
        ArrayBufferWriter<byte> read = new();
        new JpegMasking(Description(mask, 3), mask).Mask(coded, read, readAll: true);
        JpegMaskingTests.RequireOnlyTheMaskChanged(read.WrittenSpan.ToArray(), copied, mask);
        JpegMaskingTests.RequireOnlyTheMaskChanged(coded, read.WrittenSpan.ToArray(), mask);
    }

    [Fact]
    public void Restart_intervals_the_mask_does_not_touch_are_the_same_bytes()
    {
        FrameMask mask = FrameMask.Hide(160, 120, new PixelRectangle(0, 0, 160, 20));
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(160, 120, 3), new JpegEncoding(90, RestartInterval: 5));
        byte[] masked = JpegMaskingTests.Masked(coded, Description(mask, 3), mask);
        JpegScan before = JpegStructure.Parse(coded).Scans[0], after = JpegStructure.Parse(masked).Scans[0];
        after.Intervals.Count.ShouldBe(before.Intervals.Count);
        for (int i = 6; i < before.Intervals.Count; i++)
            masked[after.Intervals[i].Start..after.Intervals[i].End].ShouldBe(coded[before.Intervals[i].Start..before.Intervals[i].End]);
    }

    [Fact]
    public void Tables_without_long_runs_of_zeros_still_mask()
    {
        // A picture of slow gradients, whose own tables know no run of sixteen zeros.
        DisplayImage image = new(64, 64, 1);
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 64; x++) image[x, y][0] = (byte)(x + (y * 2));
        FrameMask mask = FrameMask.Hide(64, 64, new PixelRectangle(0, 0, 64, 16));
        int shifted = 0;
        for (int quality = 60; quality < 98; quality++)
        {
            byte[] coded = JpegEncoder.Encode(image, new JpegEncoding(quality, OptimizedTables: true));
            CodedScan source = new(coded);
            source.Scan.Components[0].Ac.LengthOf(0xF0).ShouldBe(0);
            byte[] masked = JpegMaskingTests.Masked(coded, Description(mask, 1), mask);
            JpegMaskingTests.RequireOnlyTheMaskChanged(coded, masked, mask);
            new MaskProof(Description(mask, 1), PixelEncoding.JpegBaseline, mask, null).Require(masked);
            if (new CodedScan(masked).McuStarts[18] % 8 != source.McuStarts[18] % 8) shifted++;
        }

        shifted.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Padding_that_is_not_ones_is_mended()
    {
        FrameMask mask = FrameMask.Hide(64, 64, new PixelRectangle(0, 0, 64, 10));
        byte[] good = JpegEncoder.Encode(Pictures.Generate(64, 64, 3, PaddedSeed(mask)), new JpegEncoding());
        byte[] zeros = new CodedScan(good).EndingIn(ones: false);
        zeros.ShouldNotBe(good);
        byte[] written = Written([zeros], mask).ShouldHaveSingleItem();
        JpegMaskingTests.RequireOnlyTheMaskChanged(good, written, mask);
        Should.Throw<ImageFormatException>(() => new MaskProof(Description(mask, 3), PixelEncoding.JpegBaseline, mask, null).Require(JpegMaskingTests.Masked(zeros, Description(mask, 3), mask)));
    }

    public static TheoryData<string, Func<byte[], byte[]>> Broken_rests() => new()
    {
        { "text behind the last block", coded => new CodedScan(coded).EndingIn(ones: true, Encoding.ASCII.GetBytes("YAMADA TARO 19650401")) },
        { "a whole byte of padding", coded => new CodedScan(coded).EndingIn(ones: true, 0xFF, 0) },
        { "the last rows missing", coded => [.. coded[..^200], 0xFF, 0xD9] },
        { "bits that are no code", coded => [.. coded[..^60], .. Enumerable.Repeat((byte[])[0xFF, 0], 20).SelectMany(pair => pair), 0xFF, 0xD9] },
    };

    [Theory]
    [MemberData(nameof(Broken_rests))]
    public void What_is_broken_or_hidden_behind_the_mask_is_refused(string what, Func<byte[], byte[]> change)
    {
        FrameMask mask = FrameMask.Hide(64, 64, new PixelRectangle(0, 0, 64, 10));
        byte[] coded = JpegEncoder.Encode(Pictures.Generate(64, 64, 3), new JpegEncoding());
        Should.Throw<ImageFormatException>(() => Written([coded, change(coded)], mask), what).Reason.ShouldBe(PixelReasons.CorruptJpeg);
    }

    [Fact]
    public void Bits_copied_are_the_same_from_and_to_every_place_in_a_byte()
    {
        byte[] bytes = new byte[400];
        new Random(4).NextBytes(bytes);
        for (int i = 0; i < 380; i += 3) bytes[i] = 0xFF;
        for (int from = 0; from < 8; from++)
        {
            for (int pending = 0; pending < 40; pending++)
            {
                foreach (int count in new[] { 0, 1, 31, 32, 255, 256, 257, 511, 512, 700, 2900 })
                {
                    BitSink sink = new();
                    for (int i = 0; i < pending; i++) sink.Write((uint)(i % 3) & 1, 1);
                    sink.Copy(bytes, from, from + count);
                    sink.Length.ShouldBe(pending + count);
                    sink.Write(0b10, 2);
                    ArrayBufferWriter<byte> output = new();
                    sink.Flush(output);
                    BitSource back = new EntropyBuffer().Open(output.WrittenSpan);
                    for (int i = 0; i < pending + count; i++, back.Position++)
                    {
                        int expected = i < pending ? (i % 3) & 1 : (bytes[(from + i - pending) >> 3] >> (7 - ((from + i - pending) & 7))) & 1;
                        if ((int)(back.Window >> 63) != expected) Assert.Fail($"bit {i} of {count} from {from} after {pending}");
                    }
                }
            }
        }
    }

    /// <summary>The first picture whose scan does not end on a whole byte.</summary>
    private static int PaddedSeed(FrameMask mask)
        => Enumerable.Range(1, 50).First(seed =>
        {
            CodedScan scan = new(JpegEncoder.Encode(Pictures.Generate(mask.Width, mask.Height, 3, seed), new JpegEncoding()));
            return scan.Bits > scan.BitsUsed;
        });

    private static CodedScan Shifted(byte[] coded, PixelDescription description, FrameMask mask)
    {
        ArrayBufferWriter<byte> output = new();
        new JpegMasking(description, mask).Mask(coded, output, readAll: true);
        return new CodedScan(output.WrittenSpan.ToArray());
    }

    private static List<byte[]> Written(byte[][] frames, FrameMask mask)
    {
        PixelDescription description = Description(mask, 3) with { NumberOfFrames = frames.Length };
        MemoryStream output = new();
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(Pictures.Encapsulate(frames)), description, JpegBaseline), mask, null, output);
        return Pictures.Frames(output.ToArray(), description, JpegBaseline).ConvertAll(frame => frame.AsSpan().TrimEnd((byte)0).ToArray());
    }

    private static PixelDescription Description(FrameMask mask, int channels)
        => PixelDescription.EightBit(mask.Height, mask.Width, channels == 1 ? PhotometricInterpretation.Monochrome2 : PhotometricInterpretation.YbrFull422);
}
