using System.Globalization;
using System.Text;

namespace Pipeline.Dicom.Tests;

/// <summary>Character sets as Python's codecs have them: every single-byte and double-byte character, and texts that switch at random.</summary>
public class CodeExtensionTests
{
    public static TheoryData<string, string> SingleByteSets => new()
    {
        { "100", "iso8859_1" }, { "101", "iso8859_2" }, { "109", "iso8859_3" }, { "110", "iso8859_4" }, { "144", "iso8859_5" }, { "127", "iso8859_6" },
        { "126", "iso8859_7" }, { "138", "iso8859_8" }, { "148", "iso8859_9" }, { "166", "iso8859_11" }, { "203", "iso8859_15" },
    };

    [Theory]
    [MemberData(nameof(SingleByteSets))]
    public void Every_character_of_a_single_byte_set_is_the_one_Python_has(string number, string codec)
    {
        const string script = """
            import sys
            codec = sys.stdin.read()
            for b in range(0xA0, 0x100):
                try: print("%02X" % b, ord(bytes([b]).decode(codec)))
                except UnicodeError: print("%02X" % b, 0xFFFD)
            """;
        CharacterSet alone = Find($"ISO_IR {number}"), extended = Find($@"ISO 2022 IR 6\ISO 2022 IR {number}");
        byte[] designation = [0x1B, (byte)'-', Final(number)];
        string[] lines = Python.RunOrSkip(script, codec).TrimEnd().Split('\n');
        lines.Length.ShouldBe(96);
        foreach (string line in lines)
        {
            byte value = Convert.FromHexString(line[..2])[0];
            string expected = ((char)int.Parse(line[3..], CultureInfo.InvariantCulture)).ToString();
            alone.Decode([value], Vr.LO).ShouldBe(expected, $"{number} {line}");
            extended.Decode([.. designation, value], Vr.LO).ShouldBe(expected, $"{number} {line} designated");
        }
    }

    /// <summary>But for the middle dot and the dash of GB 2312, which Python maps as Unicode 1 did; GB 18030 has ours.</summary>
    [Theory]
    [InlineData("euc_kr", @"\ISO 2022 IR 149", "\e$)C", 8000)]
    [InlineData("gb2312", @"\ISO 2022 IR 58", "\e$)A", 7000)]
    [InlineData("gb18030", "GB18030", "", 20_000)]
    [InlineData("gbk", "GBK", "", 20_000)]
    public void Every_double_byte_character_is_the_one_Python_has(string codec, string characterSet, string designation, int atLeast)
    {
        const string script = """
            import sys
            codec = sys.stdin.read()
            low = 0xA1 if codec in ("euc_kr", "gb2312") else 0x40
            for a in range(0xA1 if low == 0xA1 else 0x81, 0xFF):
                for b in range(low, 0xFF):
                    try: text = bytes([a, b]).decode(codec)
                    except UnicodeError: continue
                    if len(text) == 1 and not 0xE000 <= ord(text) <= 0xF8FF: print("%02X%02X" % (a, b), text.encode("utf-16-be").hex())
            """;
        string[] lines = Python.RunOrSkip(script, codec).TrimEnd().Split('\n');
        lines.Length.ShouldBeGreaterThan(atLeast);
        CharacterSet set = Find(characterSet);
        var different = new List<string>();
        foreach (string line in lines)
        {
            byte[] value = [.. Encoding.ASCII.GetBytes(designation), .. Convert.FromHexString(line[..4])];
            string ours = Convert.ToHexStringLower(Encoding.BigEndianUnicode.GetBytes(set.Decode(value, Vr.LO)));
            if (ours != line[5..] && !(codec == "gb2312" && line[..4] is "A1A4" or "A1AA"))
                different.Add($"{line[..4]}: ours {ours} theirs {line[5..]}");
        }
        different.ShouldBeEmpty();
    }

    [Fact]
    public void Four_byte_characters_of_GB18030_are_read()
        => Find("GB18030").Decode([0x95, 0x32, 0x82, 0x36, 0x81, 0x30, 0x81, 0x30], Vr.LO).ShouldBe("\U00020000\u0080");

    /// <summary>
    /// Names and texts with a switch at every run, put together in Python by its codecs: after each delimiter the initial
    /// sets hold again (PS3.5 §6.1.2.5.3), and each run is designated anew.
    /// </summary>
    [Fact]
    public void Texts_that_switch_at_random_are_read_as_Python_wrote_them()
    {
        const string script = """
            import random
            r = random.Random(20261122)
            kanji = "山田太郎鈴木花子検査腹部超音波日本語東京"
            G0 = {"87": (b"\x1b$B", "iso2022_jp", kanji + "やまだたろうアイウ"), "159": (b"\x1b$(D", "iso2022_jp_1", "丂偀傃")}
            G1 = {"149": (b"\x1b$)C", "euc_kr", "김희중길동홍"), "58": (b"\x1b$)A", "gb2312", "张小东王"), "166": (b"\x1b-T", "tis_620", "สวย"), "144": (b"\x1b-L", "iso8859_5", "Люкceмбypг"[:3]),
                  "13": (b"\x1b)I", None, "ﾔﾏﾀﾞﾀﾛｳ"), "100": (b"\x1b-A", "iso8859_1", "éüß")}
            def run():
                kind = r.choice(["ascii", "87", "159", "149", "58", "166", "144", "13", "100"])
                n = r.randrange(1, 5)
                if kind == "ascii":
                    text = "".join(r.choice("abcXYZ 019") for _ in range(n)); return text.encode(), text
                if kind in G0:
                    esc, codec, chars = G0[kind]
                    text = "".join(r.choice(chars) for _ in range(n))
                    return esc + text.encode(codec)[len(esc):-3] + b"\x1b(B", text
                esc, codec, chars = G1[kind]
                text = "".join(r.choice(chars) for _ in range(n))
                data = bytes(ord(c) - 0xFF61 + 0xA1 for c in text) if codec is None else text.encode(codec)
                return esc + data, text
            def joined(separators, parts):
                data, text = b"", ""
                for i in range(parts):
                    if i:
                        s = r.choice(separators); data += s.encode(); text += s
                    for _ in range(r.randrange(0, 4)):
                        d, t = run(); data += d; text += t
                return data, text
            for n in range(3000):
                vr, separators = r.choice([("PN", "^="), ("PN", "^=\\"), ("LO", "\\"), ("LT", "\n\r\t\f")])
                data, text = joined(separators, r.randrange(1, 7))
                print(vr, data.hex(), text.encode("utf-16-be").hex(), sep="|")
            """;
        CharacterSet set = Find(@"\ISO 2022 IR 87\ISO 2022 IR 159\ISO 2022 IR 149\ISO 2022 IR 58\ISO 2022 IR 166\ISO 2022 IR 144\ISO 2022 IR 13\ISO 2022 IR 100");
        string[] lines = Python.RunOrSkip(script, "").TrimEnd().Split('\n');
        lines.Length.ShouldBe(3000);
        foreach (string[] fields in lines.Select(line => line.Split('|')))
        {
            string expected = Encoding.BigEndianUnicode.GetString(Convert.FromHexString(fields[2]));
            set.Decode(Convert.FromHexString(fields[1]), VrExtensions.Parse(fields[0])).ShouldBe(expected, fields[1]);
        }
    }

    [Theory]
    [InlineData("LT", "\r\n")]
    [InlineData("LT", "\t")]
    [InlineData("LT", "\f")]
    [InlineData("LO", @"\")]
    [InlineData("PN", "^")]
    [InlineData("PN", "=")]
    public void A_delimiter_brings_the_initial_sets_back(string vr, string delimiter)
        => Find(@"ISO 2022 IR 100\ISO 2022 IR 144").Decode([.. "\e-L"u8, 0xBB, .. Encoding.ASCII.GetBytes(delimiter), 0xE9], VrExtensions.Parse(vr)).ShouldBe($"Л{delimiter}é");

    [Fact]
    public void What_delimits_only_names_and_values_changes_nothing_in_a_text()
        => Find(@"ISO 2022 IR 100\ISO 2022 IR 144").Decode([.. "\e-L"u8, 0xBB, .. @"^=\"u8, 0xBB], Vr.LT).ShouldBe(@"Л^=\Л");

    private static CharacterSet Find(string value) => CharacterSet.Find(Encoding.ASCII.GetBytes(value))!;

    private static byte Final(string number) => number switch
    {
        "100" => (byte)'A', "101" => (byte)'B', "109" => (byte)'C', "110" => (byte)'D', "144" => (byte)'L', "127" => (byte)'G',
        "126" => (byte)'F', "138" => (byte)'H', "148" => (byte)'M', "166" => (byte)'T', _ => (byte)'b',
    };
}
