using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class RefusalTests
{
    private static readonly byte[] Modality = El("0008,0060", "CS", "US");

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "nothing at all", [], DicomReason.NotDicom },
        { "text", [.. "patient,date\r\n1,2\r\n"u8], DicomReason.NotDicom },
        { "zeros", new byte[400], DicomReason.NotDicom },
        { "a meta group and nothing after it", Head(Explicit), DicomReason.NotDicom },
        { "a transfer syntax nobody knows", Wire.File("1.2.3.4", Modality), DicomReason.UnknownTransferSyntax },
        { "a directory by its class", [.. new byte[128], .. "DICM"u8, .. El("0002,0002", "UI", "1.2.840.10008.1.3.10"), .. El("0002,0010", "UI", Explicit), .. Modality], DicomReason.Dicomdir },
        { "a directory without meta group", Join(El("0004,1130", "CS", "A"), Sq("0004,1220")), DicomReason.Dicomdir },
        { "letters that are no representation", Wire.File(Explicit, Modality, [.. Tag4("0010,0010"), .. "ZZ"u8, 2, 0, 0, 0]), DicomReason.BadVr },
        { "the end inside a header", Wire.File(Explicit, Modality, [0x10, 0, 0x10]), DicomReason.Truncated },
        { "the end inside a value", Wire.File(Explicit, Modality, [.. Tag4("0010,0010"), .. "PN"u8, 10, 0, .. "ab"u8]), DicomReason.Truncated },
        { "the end inside a sequence", Wire.File(Explicit, Modality, [.. Tag4("0040,A730"), .. "SQ"u8, 0, 0, .. Undefined]), DicomReason.Truncated },
        { "the end inside pixel data", Wire.File(Explicit, Modality, [.. Tag4("7FE0,0010"), .. "OW"u8, 0, 0, .. U32(100), 1, 2]), DicomReason.Truncated },
        { "the end between fragments", Wire.File(JpegBaseline, Modality, [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined, .. Item, .. U32(0)]), DicomReason.Truncated },
        { "an element longer than its item", Wire.File(Explicit, Modality, Sq("0040,A730", [.. Item, .. U32(10), .. Tag4("0008,0104"), .. "LO"u8, 10, 0, .. new byte[10]])), DicomReason.BadLength },
        { "an item longer than its sequence", Wire.File(Explicit, Modality, El("0040,A730", "SQ", [.. Item, .. U32(100)])), DicomReason.BadLength },
        { "undefined length of a text", Wire.File(Explicit, Modality, [.. Tag4("0040,A160"), .. "UT"u8, 0, 0, .. Undefined]), DicomReason.BadLength },
        { "an element where an item must stand", Wire.File(Explicit, Modality, Sq("0040,A730", Modality)), DicomReason.BadStructure },
        { "a delimiter that ends nothing", Wire.File(Explicit, Modality, SequenceEnd), DicomReason.BadStructure },
        { "an element between fragments", Wire.File(JpegBaseline, Modality, [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined, .. Item, .. U32(0), .. Modality]), DicomReason.BadStructure },
        { "an offset table of odd length", Wire.File(JpegBaseline, Modality, [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined, .. Item, .. U32(3), 0, 0, 0, .. SequenceEnd]), DicomReason.BadLength },
        { "zeros, and then something else", Wire.File(Explicit, Modality, [.. new byte[20_000], 1]), DicomReason.BadTrailer },
        { "garbage that is not deflated", Wire.File(Deflated, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), DicomReason.BadDeflate },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_broken_file_is_refused_with_its_reason(string what, byte[] file, string reason)
        => Refusal(file).Reason.ShouldBe(reason, what);

    [Fact]
    public void A_refusal_names_offset_and_element_and_no_value()
    {
        DicomFormatException refusal = Refusal(Wire.File(Explicit, Modality, [.. Tag4("0010,0010"), .. "PN"u8, 20, 0, .. "Secret^Name"u8]));
        refusal.Offset.ShouldBe(Wire.File(Explicit, Modality).Length);
        refusal.Tag.ShouldBe(Tags.PatientName);
        refusal.Message.ShouldBe($"dicom.truncated at byte {refusal.Offset}, element (0010,0010): the file ends inside the value");
    }

    public static TheoryData<string, byte[], DicomLimits, string> Limited => new()
    {
        { "depth", Nested(4), new DicomLimits { MaxDepth = 3 }, DicomReason.DepthLimit },
        { "elements", Wire.File(Explicit, Modality, El("0010,0010", "PN", "A"), El("0010,0020", "LO", "1")), new DicomLimits { MaxElements = 2 }, DicomReason.ElementLimit },
        { "a nested value", Wire.File(Explicit, Sq("0040,A730", It(El("0040,A160", "UT", new byte[200])))), new DicomLimits { MaxHeldValueLength = 100 }, DicomReason.ValueLimit },
        { "a long sequence", Wire.File(Explicit, El("0040,A730", "SQ", It(El("0040,A160", "UT", new byte[2000])))), new DicomLimits { MaxHeaderBytes = 1000 }, DicomReason.HeaderLimit },
        { "many values", Wire.File(Explicit, Sq("0040,A730", [.. Enumerable.Range(0, 3000).Select(_ => It(El("0040,A160", "UT", new byte[1000])))])), new DicomLimits { MaxHeaderBytes = 1 << 20 }, DicomReason.HeaderLimit },
    };

    [Theory]
    [MemberData(nameof(Limited))]
    public void What_exceeds_a_limit_is_refused(string what, byte[] file, DicomLimits limits, string reason)
        => Refusal(file, limits).Reason.ShouldBe(reason, what);

    [Fact]
    public void What_stays_within_the_limits_is_read() => ReadToEnd(Nested(3), new DicomLimits { MaxDepth = 3 });

    [Fact]
    public void A_hundred_thousand_sequences_within_each_other_are_refused_at_the_limit()
        => Refusal(Nested(100_000)).Reason.ShouldBe(DicomReason.DepthLimit);

    [Fact]
    public void A_length_of_four_gigabytes_allocates_nothing()
    {
        byte[] file = Wire.File(Explicit, Modality, [.. Tag4("0040,A730"), .. "SQ"u8, 0, 0, .. Undefined, .. Item, .. Undefined, .. Tag4("0040,A160"), .. "UT"u8, 0, 0, .. U32(0xFFFF_FFF0)]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(file).Reason.ShouldBe(DicomReason.ValueLimit);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 << 20);
    }

    private static byte[] Nested(int depth)
    {
        var bytes = new MemoryStream();
        bytes.Write(Head(Explicit));
        for (int i = 0; i < depth; i++)
            bytes.Write([.. Tag4("0040,A730"), .. "SQ"u8, 0, 0, .. Undefined, .. Item, .. Undefined]);
        bytes.Write(Modality);
        for (int i = 0; i < depth; i++)
            bytes.Write([.. ItemEnd, .. SequenceEnd]);
        return bytes.ToArray();
    }
}
