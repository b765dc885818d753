using System.IO.Compression;
using System.Text;
using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests.Fuzzing;

/// <summary>Small whole files, each with parts that others have not.</summary>
internal static class FuzzSeeds
{
    private const int LargestCorpusFile = 12 << 10;

    private static readonly byte[] Kanji = [.. "Y=\e$B;3ED\e(B "u8];

    public static IReadOnlyList<byte[]> Made { get; } = [Full(), Full(), Encapsulated(), Plain(), Big(), DeflatedFile(), Extended(), Korean(), Bare()];

    /// <summary>The small files of the corpus; none where it is not on this machine.</summary>
    public static IReadOnlyList<byte[]> FromCorpus()
    {
        string corpus = Path.Combine(Pipeline.Tests.Repository.Root, "..", "shared", "dicom");
        return Directory.Exists(corpus)
            ? [.. new DirectoryInfo(corpus).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Length <= LargestCorpusFile && file.Extension is not (".tsv" or ".md"))
                .OrderBy(file => file.FullName, StringComparer.Ordinal).Select(file => System.IO.File.ReadAllBytes(file.FullName))]
            : [];
    }

    private static byte[] Full() => Wire.File(Explicit, FullElements());

    private static byte[][] FullElements() =>
    [
        El("0008,0005", "CS", @"\ISO 2022 IR 87\ISO 2022 IR 159"), El("0008,0016", "UI", "1.2.840.10008.5.1.4.1.1.6.1"), El("0008,0018", "UI", "1.2.4"), El("0008,0060", "CS", "US"),
        El("0009,0010", "LO", "ACME"), El("0009,1001", "UN", new byte[10]), El("0010,0010", "PN", Kanji), El("0010,0020", "LO", "TEST-1"),
        El("0020,000D", "UI", "1.2.5"), El("0020,000E", "UI", "1.2.6"),
        El("0028,0002", "US", U16(1)), El("0028,0004", "CS", "MONOCHROME2"), El("0028,0008", "IS", "2"), El("0028,0010", "US", U16(2)), El("0028,0011", "US", U16(2)),
        El("0028,0100", "US", U16(8)), El("0028,0101", "US", U16(8)), El("0028,0102", "US", U16(7)), El("0028,0103", "US", U16(0)),
        Sq("0040,A730", It(El("0008,0104", "LO", Kanji)), ItUndefined(Sq("0040,A730", It(El("0040,A160", "UT", "text"))))),
        El("0054,0410", "UN", It(Im("0008,0104", "implied"))),
        El("7FE0,0010", "OB", new byte[8]), El("FFFC,FFFC", "OB", new byte[8]),
    ];

    private static byte[] Encapsulated() => Wire.File(JpegBaseline, El("0028,0008", "IS", "2"),
        [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined], [.. Item, .. U32(8), .. U32(0), .. U32(12)],
        [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], SequenceEnd);

    private static byte[] Extended() => Wire.File(JpegBaseline, El("0008,0000", "UL", U32(12)), El("0008,0060", "CS", "US"), El("0028,0008", "IS", "2"),
        Sq("0088,0200", ItUndefined([.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined, .. Item, .. U32(0), .. Item, .. U32(2), 1, 2, .. SequenceEnd])),
        El("7FE0,0001", "OV", [0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0]), El("7FE0,0002", "OV", [4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]),
        [.. Tag4("7FE0,0010"), .. "OB"u8, 0, 0, .. Undefined], [.. Item, .. U32(0)],
        [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], [.. Item, .. U32(4), 0xFF, 0xD8, 0xFF, 0xE0], SequenceEnd);

    private static byte[] Plain() => Wire.File(Implicit, Im("0008,0005", "ISO_IR 192"), Im("0010,0010", Encoding.UTF8.GetBytes("山田^太郎 ")),
        [.. Tag4("0008,1140"), .. Undefined, .. ItUndefined(Im("0008,1155", "1.2")), .. SequenceEnd], Im("7FE0,0010", new byte[8]));

    private static byte[] Big() => Wire.File(BigEndian, Be("0008,0060", "CS", [.. "US"u8]), Be("0028,0010", "US", [1, 0]), Be("0028,0106", "SL", [0, 0, 0, 1]));

    private static byte[] DeflatedFile()
    {
        var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal))
            deflate.Write(Join(FullElements()));
        return [.. Head(Deflated), .. deflated.ToArray()];
    }

    private static byte[] Korean() => Wire.File(Explicit, El("0008,0005", "CS", @"ISO 2022 IR 13\ISO 2022 IR 149\ISO 2022 IR 58\ISO 2022 IR 166"),
        El("0010,0010", "PN", [0xD4, 0xCF, (byte)'=', .. "\e$)C"u8, 0xFB, 0xF3, .. "^\e$)A"u8, 0xD5, 0xC5, (byte)' ']), El("0010,4000", "LT", [.. "\e-T"u8, 0xCA, 0xC7, 0x0D, 0x0A, 0xD4]));

    private static byte[] Bare() => Join(Im("0008,0060", "US"), Im("0010,0010", "A"), Im("0029,0010", "ACME"), [.. Tag4("0029,1001"), .. Undefined, .. ItUndefined(Im("0029,0010", "B")), .. SequenceEnd]);
}
