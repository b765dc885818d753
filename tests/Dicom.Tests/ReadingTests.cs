using System.IO.Compression;
using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class ReadingTests
{
    [Fact]
    public void An_explicit_element_is_tag_representation_length_and_value()
    {
        byte[] file =
        [
            .. new byte[128], .. "DICM"u8,                     // preamble
            0x02, 0x00, 0x10, 0x00, .. "UI"u8, 0x14, 0x00,     // (0002,0010), 20 bytes
            .. "1.2.840.10008.1.2.1\0"u8,
            0x10, 0x00, 0x10, 0x00, .. "PN"u8, 0x0A, 0x00,     // (0010,0010), 10 bytes
            .. "Test^Taro "u8,
            0x28, 0x00, 0x10, 0x00, .. "US"u8, 0x02, 0x00,     // (0028,0010), 2 bytes
            0x00, 0x02,
        ];
        using DicomFile opened = Open(file);
        opened.TransferSyntax.ShouldBe(TransferSyntax.ExplicitLittleEndian);
        opened.DataSet.GetString(Tags.PatientName).ShouldBe("Test^Taro");
        opened.DataSet.GetInt(Tags.Rows).ShouldBe(512);
    }

    [Fact]
    public void An_implicit_element_takes_its_representation_from_the_dictionary()
    {
        byte[] file =
        [
            .. Head(Implicit),
            0x28, 0x00, 0x03, 0x01, 0x02, 0x00, 0x00, 0x00, 0x01, 0x00,  // (0028,0103) Pixel Representation 1: signed
            0x28, 0x00, 0x06, 0x01, 0x02, 0x00, 0x00, 0x00, 0xFE, 0xFF,  // (0028,0106) US or SS: -2
            0x29, 0x00, 0x10, 0x00, 0x04, 0x00, 0x00, 0x00, .. "ACME"u8, // (0029,0010) private creator
            0x29, 0x00, 0x01, 0x10, 0x02, 0x00, 0x00, 0x00, .. "AB"u8,   // (0029,1001) private: unknown
            0x02, 0x60, 0x10, 0x00, 0x02, 0x00, 0x00, 0x00, 0x40, 0x00,  // (6002,0010) repeating group: Overlay Rows
        ];
        using DicomFile opened = Open(file);
        opened.DataSet.GetInt(Tags.SmallestImagePixelValue).ShouldBe(-2);
        opened.DataSet.PrivateCreatorOf(new Tag(0x0029_1001)).ShouldBe("ACME");
        opened.DataSet.TryGetPrivate("ACME", 0x29, 0x01, out Element found).ShouldBeTrue();
        found.Vr.ShouldBe(Vr.UN);
        opened.DataSet.GetInt(new Tag(0x6002_0010)).ShouldBe(64);
    }

    [Fact]
    public void Big_endian_numbers_are_turned()
    {
        byte[] file = Wire.File(BigEndian, Be("0028,0010", "US", [0x02, 0x00]), Be("0028,0106", "SL", [0xFF, 0xFF, 0xFF, 0xFE]));
        using DicomFile opened = Open(file);
        opened.DataSet.GetInt(Tags.Rows).ShouldBe(512);
        opened.DataSet.GetInt(Tags.SmallestImagePixelValue).ShouldBe(-2);
    }

    [Fact]
    public void Big_endian_pixel_data_is_turned_however_little_is_asked_for_at_a_time()
    {
        using DicomFile opened = Open(Wire.File(BigEndian, Be("0028,0010", "US", [0, 2]),
            [0x7F, 0xE0, 0x00, 0x10, .. "OW"u8, 0, 0, 0, 0, 0, 5, 2, 1, 4, 3, 5]));
        using Stream stream = opened.Streamed!.OpenRead();
        var read = new List<byte>();
        byte[] buffer = new byte[3];
        for (int size = 1; stream.Read(buffer, 0, size) is > 0 and var count; size = (size % 3) + 1)
            read.AddRange(buffer[..count]);
        read.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void Many_elements_out_of_order_are_found_set_and_removed()
    {
        byte[][] elements = [El("0010,0010", "PN", "A"), .. Enumerable.Range(0x1000, 200).Reverse().Select(n => El($"0009,{n:X4}", "LO", $"{n}")), El("0009,1001", "LO", "again")];
        using DicomFile opened = Open(Wire.File(Explicit, [El("0008,0060", "CS", "US"), .. elements]));
        DataSet dataSet = opened.DataSet;
        for (int n = 0x1000; n < 0x1000 + 200; n++)
            dataSet.GetString(new Tag(0x0009, (ushort)n)).ShouldBe($"{n}");
        dataSet.Contains(new Tag(0x0009_2000)).ShouldBeFalse();
        dataSet.SetString(new Tag(0x0009_2000), Vr.LO, "new");
        dataSet.Remove(new Tag(0x0009_1001)).ShouldBeTrue();
        dataSet.Contains(new Tag(0x0009_1001)).ShouldBeFalse();
        dataSet.GetString(new Tag(0x0009_2000)).ShouldBe("new");
        dataSet.GetString(new Tag(0x0009_1002)).ShouldBe("4098");
    }

    [Fact]
    public async Task A_part_of_a_concatenation_has_the_frames_it_says()
    {
        byte[] file = Wire.File(Explicit, El("0020,9161", "UI", "1.2.3"), El("0020,9162", "US", U16(2)), El("0020,9163", "US", U16(3)), El("0020,9228", "UL", U32(2)),
            El("0028,0002", "US", U16(1)), El("0028,0008", "IS", "2"), El("0028,0010", "US", U16(1)), El("0028,0011", "US", U16(2)), El("0028,0100", "US", U16(8)),
            El("7FE0,0010", "OB", [1, 2, 3, 4]));
        using DicomFile opened = Open(file);
        opened.DataSet.GetInt(Tags.InConcatenationNumber).ShouldBe(2);
        var frames = new List<byte[]>();
        await foreach (ReadOnlyMemory<byte> frame in FrameReader.ReadAsync(opened))
            frames.Add(frame.ToArray());
        frames.ShouldBe([[1, 2], [3, 4]]);
    }

    [Fact]
    public void A_deflated_data_set_is_inflated()
    {
        var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionMode.Compress))
            deflate.Write(El("0010,0010", "PN", "Test^Taro"));
        using DicomFile opened = Open([.. Head(Deflated), .. deflated.ToArray()]);
        opened.DataSet.GetString(Tags.PatientName).ShouldBe("Test^Taro");
    }

    public static TheoryData<byte[], string> WithoutPreamble => new()
    {
        { Join(El("0002,0010", "UI", Explicit), El("0008,0060", "CS", "US")), "Explicit VR Little Endian" },
        { Join(El("0008,0060", "CS", "US"), El("0010,0010", "PN", "A")), "Explicit VR Little Endian" },
        { Join(Im("0008,0060", "US"), Im("0010,0010", "A")), "Implicit VR Little Endian" },
        { Be("0008,0060", "CS", [.. "US"u8]), "Explicit VR Big Endian" },
    };

    [Theory]
    [MemberData(nameof(WithoutPreamble))]
    public void A_file_without_preamble_is_known_by_its_first_element(byte[] file, string syntax)
    {
        using DicomFile opened = Open(file);
        opened.TransferSyntax.Name.ShouldBe(syntax);
        opened.DataSet.GetString(Tags.Modality).ShouldBe("US");
    }

    [Fact]
    public void An_implicit_data_set_under_an_explicit_syntax_is_read_as_it_is()
    {
        using DicomFile opened = Open(Wire.File(JpegBaseline, Im("0008,0060", "US"), Im("0010,0010", "A")));
        opened.DataSet.GetString(Tags.Modality).ShouldBe("US");
    }

    public static TheoryData<string, byte[]> Sequences => new()
    {
        { "undefined in undefined", Sq("0040,A730", ItUndefined(El("0008,0104", "LO", "inner"))) },
        { "defined in undefined", Sq("0040,A730", It(El("0008,0104", "LO", "inner"))) },
        { "undefined in defined", El("0040,A730", "SQ", ItUndefined(El("0008,0104", "LO", "inner"))) },
        { "defined in defined", El("0040,A730", "SQ", It(El("0008,0104", "LO", "inner"))) },
        { "UN of undefined length is implicit", [.. Tag4("0040,A730"), .. "UN"u8, 0, 0, .. Undefined, .. ItUndefined(Im("0008,0104", "inner")), .. SequenceEnd] },
        { "UN of defined length, standard sequence", El("0040,A730", "UN", It(Im("0008,0104", "inner"))) },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void A_sequence_is_read_in_every_form_of_length(string form, byte[] sequence)
    {
        form.ShouldNotBeEmpty();
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0060", "CS", "SR"), sequence, El("0040,A992", "CS", "END")));
        opened.DataSet.GetItems(Tags.ContentSequence).ShouldHaveSingleItem().GetString(Tags.CodeMeaning).ShouldBe("inner");
        opened.DataSet.GetString(new Tag(0x0040_A992)).ShouldBe("END");
    }

    [Fact]
    public void UN_of_a_standard_element_has_the_dictionarys_representation()
    {
        using DicomFile opened = Open(Wire.File(Explicit, El("0028,0010", "UN", U16(512))));
        opened.DataSet.GetInt(Tags.Rows).ShouldBe(512);
    }

    [Fact]
    public async Task Native_pixel_data_is_streamed_and_what_follows_is_read()
    {
        byte[] pixels = [1, 2, 3, 4];
        using DicomFile opened = Open(Wire.File(Explicit, El("0028,0010", "US", U16(2)), El("7FE0,0010", "OW", pixels), El("FFFC,FFFC", "OB", new byte[6])));
        StreamedValue value = opened.Streamed!;
        (value.Tag, value.Length, value.IsEncapsulated).ShouldBe((Tags.PixelData, 4, false));
        var read = new MemoryStream();
        await value.OpenRead().CopyToAsync(read);
        read.ToArray().ShouldBe(pixels);
        DataSet tail = (await opened.ReadNextPartAsync())!;
        tail.TryGet(Tags.DataSetTrailingPadding, out Element padding).ShouldBeTrue();
        padding.Length.ShouldBe(6);
        (await opened.ReadNextPartAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Encapsulated_pixel_data_is_an_offset_table_and_fragments()
    {
        byte[] file = Wire.File(JpegBaseline, El("0028,0008", "IS", "2"),
            [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined],
            [.. Item, .. U32(8), .. U32(0), .. U32(12)],              // Basic Offset Table: frames at 0 and 12
            [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0],             // fragment at 0
            [.. Item, .. U32(2), 0xFF, 0xD8],                         // fragment at 12
            [.. Item, .. U32(2), 0xFF, 0xD9],                         // fragment at 22, of the second frame
            SequenceEnd);
        using DicomFile opened = Open(file);
        (await opened.Streamed!.ReadOffsetTableAsync()).ShouldBe([0u, 12u]);
        var frames = new List<byte[]>();
        await foreach (ReadOnlyMemory<byte> frame in FrameReader.ReadAsync(opened))
            frames.Add(frame.ToArray());
        frames.Count.ShouldBe(2);
        frames[0].ShouldBe([0xFF, 0xD8, 0xFF, 0xE0]);
        frames[1].ShouldBe([0xFF, 0xD8, 0xFF, 0xD9]);
    }

    [Fact]
    public void A_long_value_at_the_top_is_streamed_and_never_held()
    {
        var limits = new DicomLimits { MaxHeldValueLength = 100 };
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0060", "CS", "DOC"), El("0042,0011", "OB", new byte[200]), El("0042,0012", "LO", "application/pdf")), limits);
        opened.Streamed!.Tag.ShouldBe(Tags.EncapsulatedDocument);
        Synchronous.Result(opened.ReadNextPartAsync())!.GetString(Tags.MIMETypeOfEncapsulatedDocument).ShouldBe("application/pdf");
    }

    [Fact]
    public void A_data_set_kept_after_its_file_shows_nothing()
    {
        DicomFile opened = Open(Wire.File(Explicit, El("0010,0010", "PN", "Test^Taro")));
        DataSet kept = opened.DataSet;
        opened.Dispose();
        Should.Throw<ObjectDisposedException>(() => kept.GetString(Tags.PatientName));
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_is_read_alike()
    {
        byte[] file = Wire.File(Explicit, Sq("0040,A730", ItUndefined(El("0008,0104", "LO", "inner"))), El("7FE0,0010", "OW", new byte[10]), El("FFFC,FFFC", "OB", new byte[2]));
        using DicomFile opened = DicomFile.Open(new Trickle(file));
        Write(opened).ShouldBe(file);
    }

    private sealed class Trickle(byte[] bytes) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            if (_position == bytes.Length || buffer.Length == 0)
                return 0;
            buffer[0] = bytes[_position++];
            return 1;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
