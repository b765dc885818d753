using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.Tests;

public sealed class FrameReaderTests
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    private static readonly byte[][] Coded = [.. Enumerable.Range(0, 3).Select(seed => JpegEncoder.Encode(Pictures.Generate(40, 24, 1, seed), new JpegEncoding()))];

    private static readonly PixelDescription Three = PixelDescription.EightBit(24, 40, PhotometricInterpretation.Monochrome2, 3);

    [Fact]
    public void One_fragment_a_frame_needs_no_offset_table() => RequireThree(Pictures.Encapsulate(Coded));

    [Fact]
    public void Fragments_of_a_frame_are_joined_by_start_and_end_of_image()
        => RequireThree(Pictures.Encapsulate(Coded[0][..100], Coded[0][100..200], Coded[0][200..], Coded[1], Coded[2][..2], Coded[2][2..]));

    [Fact]
    public void Fragments_of_a_frame_are_joined_by_the_offset_table()
    {
        byte[] value = Pictures.Encapsulate(Coded[0][..100], Coded[0][100..], Coded[1], Coded[2]);
        int second = 8 + 100 + 8 + Even(Coded[0].Length - 100);
        RequireThree(WithOffsets(value, 0, second, second + 8 + Even(Coded[1].Length)));
        Reason(WithOffsets(value, 0, second + 2, second + 8 + Even(Coded[1].Length)), Three).ShouldBe(PixelReasons.AmbiguousFragments);
        Reason(WithOffsets(value, 0, second), Three).ShouldBe(PixelReasons.AmbiguousFragments);
    }

    [Fact]
    public void A_written_value_has_a_true_offset_table_and_one_fragment_a_frame()
    {
        MemoryStream output = new();
        byte[] value = Pictures.Encapsulate(Coded[0][..100], Coded[0][100..], Coded[1], Coded[2]);
        MaskedPixelData.Write(FrameReader.Open(new MemoryStream(value), Three, JpegBaseline), FrameMask.Hide(40, 24, new PixelRectangle(0, 0, 40, 8)), null, output);
        byte[] written = output.ToArray();
        BinaryPrimitives.ReadUInt32LittleEndian(written.AsSpan(4)).ShouldBe(12u);
        for (int i = 0; i < 3; i++)
        {
            int item = 20 + (int)BinaryPrimitives.ReadUInt32LittleEndian(written.AsSpan(8 + (4 * i)));
            written[item..(item + 4)].ShouldBe([0xFE, 0xFF, 0x00, 0xE0]);
            written[(item + 8)..(item + 10)].ShouldBe([0xFF, 0xD8]);
        }

        Pictures.Frames(written, Three, JpegBaseline).Count.ShouldBe(3);
    }

    [Fact]
    public void Fragments_that_do_not_add_up_to_the_frames_are_refused()
    {
        Reason(Pictures.Encapsulate(Coded[0], Coded[1]), Three).ShouldBe(PixelReasons.AmbiguousFragments);
        Reason(Pictures.Encapsulate(Coded[0], Coded[1], Coded[2], Coded[0]), Three).ShouldBe(PixelReasons.TrailingData);
        Reason(Pictures.Encapsulate(Coded[0], Coded[1]), Three with { NumberOfFrames = 1 }).ShouldBe(PixelReasons.TrailingData);
        Reason(Pictures.Encapsulate([1, 2, 3, 4], Coded[1], Coded[2]), Three).ShouldBe(PixelReasons.AmbiguousFragments);
        Reason(Pictures.Encapsulate(Coded)[..200], Three).ShouldBe(PixelReasons.Truncated);
        Reason(Pictures.Encapsulate(), Three).ShouldBe(PixelReasons.Truncated);
        Reason([1, 2, 3, 4, 5, 6, 7, 8], Three).ShouldBe(PixelReasons.CorruptFragments);
    }

    [Fact]
    public void A_length_alone_allocates_nothing()
    {
        byte[] value = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 3, 0xFF, 0xD8];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Reason(value, Three).ShouldBe(PixelReasons.Truncated);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
        value[15] = 5;
        Reason(value, Three).ShouldBe(PixelReasons.TooLarge);
    }

    [Fact]
    public void What_the_table_does_not_declare_is_refused()
    {
        foreach (string uid in new[] { "1.2.840.10008.1.2.4.58", "1.2.840.10008.1.2.4.92", "1.2.840.10008.1.2.8.1", "" })
            Should.Throw<ImageFormatException>(() => FrameReader.Open(Stream.Null, Three, uid)).Reason.ShouldBe(PixelReasons.UnsupportedTransferSyntax);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.201", PixelReasons.HighThroughputJpeg2000)]
    [InlineData("1.2.840.10008.1.2.4.100", PixelReasons.Video)]
    [InlineData("1.2.840.10008.1.2.4.102", PixelReasons.Video)]
    [InlineData("1.2.840.10008.1.2.4.107", PixelReasons.Video)]
    public void What_is_only_recognised_is_refused_by_its_own_reason(string uid, string reason)
        => Should.Throw<ImageFormatException>(() => FrameReader.Open(Stream.Null, Three, uid)).Reason.ShouldBe(reason);

    public static TheoryData<string, PixelDescription> Impossible_descriptions() => new()
    {
        { PixelReasons.InvalidDescription, Three with { Rows = 0 } },
        { PixelReasons.InvalidDescription, Three with { SamplesPerPixel = 3 } },
        { PixelReasons.InvalidDescription, Three with { BitsStored = 9 } },
        { PixelReasons.InvalidDescription, Three with { HighBit = 8 } },
        { PixelReasons.InvalidDescription, Three with { NumberOfFrames = 0 } },
        { PixelReasons.UnsupportedBitDepth, Three with { BitsAllocated = 32 } },
        { PixelReasons.UnsupportedBitDepth, Three with { BitsAllocated = 1 } },
        { PixelReasons.UnsupportedPhotometricInterpretation, Three with { PhotometricInterpretation = PhotometricInterpretation.Unknown } },
        { PixelReasons.TooLarge, Three with { Rows = 65535, Columns = 65535 } },
        { PixelReasons.TooLarge, Three with { NumberOfFrames = int.MaxValue } },
    };

    [Theory]
    [MemberData(nameof(Impossible_descriptions))]
    public void A_description_that_makes_no_sense_is_refused(string reason, PixelDescription description)
        => Should.Throw<ImageFormatException>(() => FrameReader.Open(Stream.Null, description, JpegBaseline)).Reason.ShouldBe(reason);

    private static void RequireThree(byte[] value)
    {
        List<byte[]> frames = Pictures.Frames(value, Three, JpegBaseline);
        frames.Count.ShouldBe(3);
        for (int i = 0; i < 3; i++) frames[i].AsSpan(0, Coded[i].Length).SequenceEqual(Coded[i]).ShouldBeTrue();
    }

    private static string Reason(byte[] value, PixelDescription description)
        => Should.Throw<ImageFormatException>(() => Pictures.Frames(value, description, JpegBaseline)).Reason;

    private static byte[] WithOffsets(byte[] value, params int[] offsets)
        => [.. value[..4], .. BitConverter.GetBytes(4 * offsets.Length), .. offsets.SelectMany(BitConverter.GetBytes), .. value[8..]];

    private static int Even(int length) => length + (length % 2);
}
