using static Pipeline.Dicom.Tests.Wire;

namespace Pipeline.Dicom.Tests;

public class CharacterSetTests
{
    /// <summary>Character set, bytes (\e is ESC), text.</summary>
    public static TheoryData<string, byte[], string> Names => new()
    {
        { "", [.. "Yamada^Tarou"u8], "Yamada^Tarou" },
        { "ISO_IR 100", [.. "Buc^J"u8, 0xE9, .. "r"u8, 0xF4, .. "me"u8], "Buc^Jérôme" },
        { "ISO-IR 100", [0xE9], "é" },
        { "ISO_IR 144", [0xBB, 0xEE, 0xDA], "Люк" },
        { "ISO_IR 166", [0xCA, 0xC7], "สว" },
        { "ISO_IR 13", [0xD4, 0xCF, 0xC0, 0xDE, (byte)'^', 0xC0, 0xDB, 0xB3], "ﾔﾏﾀﾞ^ﾀﾛｳ" },
        { "ISO 2022 IR 13", [0xD4, 0xCF, 0xC0, 0xDE], "ﾔﾏﾀﾞ" },
        { "ISO_IR 192", [.. "Yamada=山田^太郎"u8], "Yamada=山田^太郎" },
        { "GB18030", [.. "Wang="u8, 0xCD, 0xF5, (byte)'^', 0xD0, 0xA1, 0xB6, 0xAB], "Wang=王^小东" },
        { "GBK", [0xCD, 0xF5], "王" },
        // PS3.5 H.3.1: kanji and kana groups by IR 87
        { @"\ISO 2022 IR 87", [.. "Yamada^Tarou="u8, .. "\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B"u8], "Yamada^Tarou=山田^太郎=やまだ^たろう" },
        // PS3.5 H.3.2: half-width kana by IR 13, kanji, back to romaji
        { @"ISO 2022 IR 13\ISO 2022 IR 87", [0xD4, 0xCF, 0xC0, 0xDE, (byte)'^', 0xC0, 0xDB, 0xB3, .. "=\e$B;3ED\e(J^\e$BB@O:\e(J"u8], "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎" },
        { @"\ISO 2022 IR 87", [.. "\e$B;3\e(Bx\e$BED\e(By\e$B;3\e(B"u8], "山x田y山" },
        { @"\ISO 2022 IR 87\ISO 2022 IR 159", [.. "\e$(D0!\e(B^\e$B;3\e(B"u8], "丂^山" },
        // PS3.5 I.2: Korean in the upper half, designated anew after each delimiter
        { @"\ISO 2022 IR 149", [.. "Hong^Gildong=\e$)C"u8, 0xFB, 0xF3, .. "^\e$)C"u8, 0xD1, 0xCE, 0xD4, 0xD7], "Hong^Gildong=洪^吉洞" },
        { @"ISO 2022 IR 100\ISO 2022 IR 144", [0xE9, .. "\e-L"u8, 0xBB, (byte)'^', 0xE9], "éЛ^é" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_decoded_by_its_character_set(string characterSet, byte[] value, string expected)
    {
        byte[] padded = value.Length % 2 == 0 ? value : [.. value, (byte)' '];
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0005", "CS", characterSet), El("0010,0010", "PN", padded)));
        opened.DataSet.GetString(Tags.PatientName).ShouldBe(expected);
    }

    [Fact]
    public void Simplified_Chinese_is_designated_into_the_upper_half()
    {
        byte[] name = [.. "Zhang=\e$)A"u8, 0xD5, 0xC5];
        CharacterSet.Find([.. @"\ISO 2022 IR 58"u8])!.Decode(name, Vr.PN).ShouldBe("Zhang=张");
    }

    [Theory]
    [InlineData("JIS X 0208", "iso2022_jp", "\e$B", @"\ISO 2022 IR 87", 6000)]
    [InlineData("JIS X 0212", "iso2022_jp_1", "\e$(D", @"\ISO 2022 IR 159", 6000)]
    public void Every_kanji_is_the_one_Python_has(string standard, string codec, string designation, string characterSet, int atLeast)
    {
        const string script = """
            import sys
            codec, esc = sys.stdin.read().split("|")
            for a in range(0x21, 0x7F):
                for b in range(0x21, 0x7F):
                    try: print("%02X%02X" % (a, b), (esc.encode() + bytes([a, b]) + b"\x1b(B").decode(codec).encode("utf-16-be").hex())
                    except UnicodeError: pass
            """;
        string[] lines = Python.RunOrSkip(script, $"{codec}|{designation}").TrimEnd().Split('\n');
        lines.Length.ShouldBeGreaterThan(atLeast, standard);
        CharacterSet set = CharacterSet.Find(System.Text.Encoding.ASCII.GetBytes(characterSet))!;
        var different = new List<string>();
        foreach (string line in lines)
        {
            byte[] value = [.. System.Text.Encoding.ASCII.GetBytes(designation), .. Convert.FromHexString(line[..4])];
            string ours = Convert.ToHexStringLower(System.Text.Encoding.BigEndianUnicode.GetBytes(set.Decode(value, Vr.LO)));
            if (ours != line[5..])
                different.Add($"{line[..4]}: ours {ours} theirs {line[5..]}");
        }
        different.ShouldBe([]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pydicom_decodes_the_same(string characterSet, byte[] value, string expected)
    {
        const string script = """
            import sys, pydicom.charset, pydicom.valuerep, warnings, logging
            warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
            sets, data = sys.stdin.read().split("|")
            names = [s for s in sets.split("\\")]
            encodings = pydicom.charset.convert_encodings(names if len(names) > 1 else names[0])
            sys.stdout.buffer.write(str(pydicom.valuerep.PersonName(bytes.fromhex(data), encodings).decode()).encode("utf-8"))
            """;
        Python.RunOrSkip(script, $"{characterSet}|{Convert.ToHexString(value)}").ShouldBe(expected);
    }

    [Fact]
    public void A_backslash_inside_a_kanji_separates_nothing()
    {
        // GB18030 835C is one character whose second byte is that of a backslash.
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0005", "CS", "GB18030"), El("0008,1030", "LO", [0x83, 0x5C, (byte)'\\', (byte)'b'])));
        opened.DataSet.GetStrings(Tags.StudyDescription).ShouldBe(["僜", "b"]);
    }

    [Fact]
    public void An_item_has_its_own_character_set_or_that_around_it()
    {
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0005", "CS", "ISO_IR 100"), Sq("0040,A730",
            It(El("0008,0104", "LO", [0xE9, 0x20])), It(El("0008,0005", "CS", "ISO_IR 192"), El("0008,0104", "LO", [.. "é"u8])))));
        opened.DataSet.GetItems(Tags.ContentSequence).Select(item => item.GetString(Tags.CodeMeaning)).ShouldBe(["é", "é"]);
    }

    [Fact]
    public void An_unknown_character_set_is_refused_where_text_needs_it()
    {
        using DicomFile opened = Open(Wire.File(Explicit, El("0008,0005", "CS", "KLINGON"), El("0008,0104", "LO", "plain"), El("0010,0010", "PN", [0xE9, 0x20])));
        opened.DataSet.GetString(Tags.CodeMeaning).ShouldBe("plain");
        Should.Throw<DicomFormatException>(() => opened.DataSet.GetString(Tags.PatientName)).Reason.ShouldBe(DicomReason.UnknownCharacterSet);
    }
}
