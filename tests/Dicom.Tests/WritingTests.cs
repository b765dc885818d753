using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class WritingTests
{
    private static readonly byte[] Pixels = El("7FE0,0010", "OW", [1, 2, 3, 4]);

    public static TheoryData<string, byte[]> Kept => new()
    {
        { "group lengths and odd lengths", Wire.File(Explicit, El("0008,0000", "UL", U32(13)), El("0008,0060", "CS", [(byte)'U', (byte)'S', (byte)' ']), Pixels) },
        { "sequences of both lengths", Wire.File(Explicit, Sq("0040,A730", It(El("0008,0104", "LO", "a")), ItUndefined()), El("0040,A731", "SQ", It()), Pixels) },
        { "an empty sequence of undefined length", Wire.File(Implicit, Im("0008,0060", "US"), [.. Tag4("0008,1140"), .. Undefined, .. SequenceEnd]) },
        { "trailing zeros", [.. Wire.File(Explicit, El("0008,0060", "CS", "US")), .. new byte[37]] },
        { "zeros after pixel data", [.. Wire.File(Explicit, El("0008,0060", "CS", "US"), Pixels), .. new byte[38]] },
        { "elements out of order", Wire.File(Explicit, El("0010,0010", "PN", "A"), El("0008,0060", "CS", "US"), Pixels) },
        { "fragments in an icon", Wire.File(JpegBaseline, Sq("0088,0200", ItUndefined([.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined, .. Item, .. U32(0), .. Item, .. U32(2), 1, 2, .. SequenceEnd])), El("0088,0910", "LO", "x")) },
        { "a data set without meta group", Join(El("0008,0060", "CS", "US"), Pixels) },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Nothing_edited_is_written_byte_for_byte(string what, byte[] file)
    {
        using DicomFile opened = Open(file);
        Write(opened).ShouldBe(file, what);
    }

    [Fact]
    public void An_edited_file_has_a_new_meta_group_even_lengths_and_no_group_lengths()
    {
        byte[] file = Wire.File(Explicit,
            El("0008,0000", "UL", U32(99)),
            El("0008,0016", "UI", "1.2.3"),
            El("0008,0018", "UI", "1.2.4"),
            El("0008,0060", "CS", [(byte)'U', (byte)'S', (byte)' ']),
            El("0010,0010", "PN", "Test^Taro"),
            Pixels);
        using DicomFile opened = Open(file);
        opened.DataSet.SetString(Tags.PatientName, "山田^太郎");
        byte[] version = [.. "PIPELINE_1"u8];
        byte[] meta = Join(
            El("0002,0001", "OB", [0, 1]),
            El("0002,0002", "UI", "1.2.3"),
            El("0002,0003", "UI", "1.2.4"),
            El("0002,0010", "UI", Explicit),
            El("0002,0012", "UI", DicomUid.Implementation.Value),
            El("0002,0013", "SH", version));
        Write(opened).ShouldBe(Join(
            [.. new byte[128], .. "DICM"u8],
            El("0002,0000", "UL", U32((uint)meta.Length)),
            meta,
            El("0008,0005", "CS", "ISO_IR 192"),
            El("0008,0016", "UI", "1.2.3"),
            El("0008,0018", "UI", "1.2.4"),
            El("0008,0060", "CS", [(byte)'U', (byte)'S', (byte)' ', (byte)' ']),
            El("0010,0010", "PN", [.. "山田^太郎 "u8]),
            Pixels));
    }

    [Fact]
    public void An_edited_sequence_gets_the_length_it_has()
    {
        using DicomFile opened = Open(Wire.File(Explicit, El("0040,A730", "SQ", It(El("0008,0102", "SH", "AB"), El("0008,0104", "LO", "long text")))));
        opened.DataSet.GetItems(Tags.ContentSequence)[0].SetString(Tags.CodeMeaning, "ab");
        opened.DataSet.GetSequence(Tags.ContentSequence)!.Add().SetString(Tags.CodeMeaning, "cd");
        byte[] written = Write(opened);
        byte[] expected = El("0040,A730", "SQ", Join(
            It(El("0008,0102", "SH", "AB"), El("0008,0104", "LO", "ab")),
            ItUndefined(El("0008,0104", "LO", "cd"))));
        written[^expected.Length..].ShouldBe(expected);
    }

    [Fact]
    public void A_policy_sees_every_element_and_its_decisions_are_done()
    {
        using DicomFile opened = Open(Wire.File(Explicit,
            El("0008,0060", "CS", "US"),
            El("0009,0010", "LO", "ACME"), El("0009,1001", "LO", "secret"),
            El("0010,0010", "PN", "Test^Taro"), El("0010,0020", "LO", "123"),
            Sq("0040,A730", It(El("0008,0104", "LO", "inner"), El("0010,0020", "LO", "123"))),
            Pixels, El("FFFC,FFFC", "OB", [1, 2])));
        var policy = new Policy();
        byte[] written = Write(opened, new PolicyEdit(policy));
        policy.Seen.ShouldBe([
            "0008,0005", "0008,0060", "0009,0010 by ACME", "0009,1001 by ACME", "0010,0010", "0010,0020", "0040,A730",
            "0040,A730/0008,0104", "0040,A730/0010,0020", "7FE0,0010", "FFFC,FFFC"]);
        byte[] expected = Join(
            El("0008,0005", "CS", "ISO_IR 192"), El("0008,0060", "CS", "US"), El("0010,0010", "PN", ""), El("0010,0020", "LO", "P1"),
            Sq("0040,A730", It(El("0008,0104", "LO", "inner"), El("0010,0020", "LO", "P1"))),
            Pixels);
        written[^expected.Length..].ShouldBe(expected);
    }

    [Fact]
    public void Text_of_every_character_set_becomes_utf_8()
    {
        byte[] kanji = [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42];       // ESC $B 山田 ESC (B
        using DicomFile opened = Open(Wire.File(Explicit,
            El("0008,0005", "CS", @"\ISO 2022 IR 87"),
            El("0010,0010", "PN", [.. "Yamada="u8, .. kanji, .. " "u8]),
            Sq("0040,A730", It(El("0008,0104", "LO", kanji)), It(El("0008,0005", "CS", "ISO_IR 100"), El("0008,0104", "LO", [0xE9, 0x20])))));
        opened.DataSet.ConvertToUtf8();
        using DicomFile again = Open(Write(opened));
        again.DataSet.GetString(Tags.SpecificCharacterSet).ShouldBe("ISO_IR 192");
        again.DataSet.GetPersonName(Tags.PatientName)!.Ideographic.ShouldBe("山田");
        again.DataSet.GetItems(Tags.ContentSequence).Select(item => item.GetString(Tags.CodeMeaning)).ShouldBe(["山田", "é"]);
        again.DataSet.GetItems(Tags.ContentSequence)[1].Contains(Tags.SpecificCharacterSet).ShouldBeFalse();
    }

    [Fact]
    public void Text_after_pixel_data_is_read_in_the_character_set_before_the_edit()
    {
        byte[] kanji = [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42];       // ESC $B 山田 ESC (B
        using DicomFile opened = Open(Wire.File(Explicit,
            El("0008,0005", "CS", @"\ISO 2022 IR 87"), El("0010,0010", "PN", "A"), Pixels, El("7FE1,0010", "LO", "ACME"), El("7FE1,1001", "LO", kanji)));
        opened.DataSet.SetString(Tags.PatientName, "B");
        byte[] written = Write(opened);
        byte[] expected = Join(El("7FE1,0010", "LO", "ACME"), El("7FE1,1001", "LO", [.. "山田"u8]));
        written[^expected.Length..].ShouldBe(expected);
    }

    public static TheoryData<string, string> Recodings => new()
    {
        { Implicit, Explicit }, { BigEndian, Explicit }, { Explicit, Implicit }, { Explicit, BigEndian }, { Deflated, Explicit }, { Explicit, Deflated },
    };

    [Theory]
    [MemberData(nameof(Recodings))]
    public async Task A_native_file_is_written_in_another_syntax(string from, string to)
    {
        var made = new DataSet();
        made.SetInts(Tags.Rows, 258);
        made.SetDoubles(Tags.RecommendedDisplayFrameRateInFloat, 1.5);
        made.SetSequence(Tags.ContentSequence).Add().SetInts(Tags.SimpleFrameList, 70000);
        var source = new MemoryStream();
        await DicomFile.CreateAsync(source, made, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(new byte[] { 1, 2, 3, 4 }));
        byte[] first = await Recode(source.ToArray(), from);
        byte[] second = await Recode(first, to);
        using DicomFile opened = Open(second);
        opened.TransferSyntax.Uid.Value.ShouldBe(to);
        opened.DataSet.GetInt(Tags.Rows).ShouldBe(258);
        opened.DataSet.GetDouble(Tags.RecommendedDisplayFrameRateInFloat).ShouldBe(1.5);
        opened.DataSet.GetItems(Tags.ContentSequence)[0].GetInt(Tags.SimpleFrameList).ShouldBe(70000);
        var pixels = new MemoryStream();
        await opened.Streamed!.OpenRead().CopyToAsync(pixels);
        pixels.ToArray().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Frames_made_in_code_are_encapsulated_with_their_offsets()
    {
        var made = new DataSet();
        made.SetString(Tags.SOPInstanceUID, "1.2.3");
        made.SetInts(Tags.NumberOfFrames, 2);
        var output = new MemoryStream();
        await DicomFile.CreateAsync(output, made, TransferSyntax.JpegBaseline, PixelContent.Encapsulated([new byte[] { 0xFF, 0xD8, 1 }, new byte[] { 0xFF, 0xD8, 2, 3 }]));
        byte[] expected =
        [
            .. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined,
            .. Item, .. U32(8), .. U32(0), .. U32(12),              // Basic Offset Table
            .. Item, .. U32(4), 0xFF, 0xD8, 1, 0,                   // padded
            .. Item, .. U32(4), 0xFF, 0xD8, 2, 3,
            .. SequenceEnd,
        ];
        output.ToArray()[^expected.Length..].ShouldBe(expected);
        using DicomFile opened = Open(output.ToArray());
        opened.Meta.GetUid(Tags.MediaStorageSOPInstanceUID).ShouldBe(new DicomUid("1.2.3"));
    }

    [Fact]
    public void Frames_are_replaced_from_the_old_ones_as_they_pass()
    {
        byte[] file = Wire.File(JpegBaseline, El("0028,0008", "IS", "2"), El("7FE0,0001", "OV", [0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0]),
            El("7FE0,0002", "OV", new byte[16]), [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined],
            [.. Item, .. U32(0)], [.. Item, .. U32(4), 1, 1, 1, 1], [.. Item, .. U32(2), 2, 2], SequenceEnd);
        using DicomFile opened = Open(file);
        byte[] written = Write(opened, new Doubling());
        byte[] expected = [.. El("0028,0008", "IS", "2"), .. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined,
            .. Item, .. U32(0), .. Item, .. U32(4), 2, 2, 2, 2, .. Item, .. U32(2), 4, 4, .. SequenceEnd];
        written[^expected.Length..].ShouldBe(expected);
    }

    private static async Task<byte[]> Recode(byte[] file, string syntax)
    {
        await using DicomFile opened = await DicomFile.OpenAsync(new MemoryStream(file));
        var output = new MemoryStream();
        await opened.WriteToAsync(output, new Recoding(TransferSyntax.Find(syntax)!));
        return output.ToArray();
    }

    private sealed class Recoding(TransferSyntax syntax) : DicomEdit
    {
        public override TransferSyntax OutputSyntax => syntax;
    }

    private sealed class Doubling : DicomEdit
    {
        public override StreamedDecision Decide(DicomFile file, StreamedValue value)
            => StreamedDecision.Replace(PixelContent.Encapsulated(Frames(file)));

        private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames(DicomFile file)
        {
            await foreach (ReadOnlyMemory<byte> frame in FrameReader.ReadAsync(file))
                yield return frame.ToArray().Select(sample => (byte)(sample * 2)).ToArray();
        }
    }

    private sealed class PolicyEdit(IElementPolicy policy) : DicomEdit
    {
        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            part.Edit(policy);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Policy : IElementPolicy
    {
        public List<string> Seen { get; } = [];

        public ElementDecision Decide(in Element element)
        {
            string path = element.DataSet.Parent is null ? "" : $"{element.DataSet.SequenceTag}/";
            string creator = element.DataSet.PrivateCreatorOf(element.Tag) is { } name ? $" by {name}" : "";
            Seen.Add($"{path}{element.Tag}{creator}");
            if (element.Tag.IsPrivate || element.Tag == Tags.DataSetTrailingPadding)
                return ElementDecision.Remove;
            if (element.Tag == Tags.PatientName)
                return ElementDecision.Empty;
            return element.Tag == Tags.PatientID ? ElementDecision.Replace("P1") : ElementDecision.Recurse;
        }
    }
}
