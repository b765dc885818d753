using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

public class BasicProfileTests
{
    private static readonly Dictionary<string, BasicAction> Actions = new()
    {
        ["X"] = BasicAction.Remove, ["Z"] = BasicAction.Empty, ["D"] = BasicAction.Dummy, ["U"] = BasicAction.ReplaceUid, ["X/Z"] = BasicAction.RemoveOrEmpty,
        ["X/D"] = BasicAction.RemoveOrDummy, ["X/Z/D"] = BasicAction.RemoveOrEmptyOrDummy, ["Z/D"] = BasicAction.EmptyOrDummy, ["X/Z/U*"] = BasicAction.RemoveOrEmptyOrReplaceUids,
    };

    [Fact]
    public void The_table_has_all_rows_of_edition_2026a()
    {
        BasicProfile.Edition.ShouldBe("2026a");
        BasicProfile.Count.ShouldBe(655);
        BasicProfile.Tags.ShouldBe(BasicProfile.Tags.Order());
    }

    [Fact]
    public void Every_row_says_what_the_standard_says()
    {
        string[] lines = File.ReadAllLines(Repository.SharedOrSkip("standards", "confidentiality-profile.tsv"))[2..];
        lines.Length.ShouldBe(BasicProfile.Count);
        foreach (string[] row in lines.Select(line => line.Split('\t')))
        {
            Tag tag = row[0].StartsWith("GGGG", StringComparison.Ordinal) ? new Tag(0x0029_1010) : Tag.Parse(row[0].Replace('X', '0'));
            BasicProfile.TryFind(tag, out ConfidentialityRow found).ShouldBeTrue(row[0]);
            found.Basic.ShouldBe(Actions[row[2]], row[0]);
            for (int option = 0; option < 10; option++)
            {
                string expected = found[(ProfileOption)option] switch { OptionAction.Keep => "K", OptionAction.Clean => "C", _ => "" };
                expected.ShouldBe(row[3 + option], row[0]);
            }

            (found.InStandardCompositeIod switch { true => "Y", false => "N", _ => "" }).ShouldBe(row[13]);
        }
    }

    [Theory]
    [InlineData("5000,0005", true)]
    [InlineData("501E,3000", true)]
    [InlineData("6002,3000", true)]
    [InlineData("6002,0010", false)]
    [InlineData("0019,1010", true)]
    [InlineData("0028,0010", false)]
    public void Pattern_rows_cover_repeating_and_private_groups(string tag, bool listed)
        => BasicProfile.TryFind(Tag.Parse(tag), out _).ShouldBe(listed);

    [Fact]
    public void Every_safe_private_row_is_found_by_its_creator_and_by_no_other()
    {
        string[] lines = File.ReadAllLines(Repository.SharedOrSkip("standards", "safe-private.tsv"))[2..];
        lines.Length.ShouldBe(SafePrivate.Count);
        foreach (string[] row in lines.Select(line => line.Split('\t')))
        {
            var tag = new Tag(Convert.ToUInt16(row[0], 16), (ushort)(0x1100 | Convert.ToByte(row[1], 16)));
            SafePrivate.Contains(tag, row[2]).ShouldBeTrue(string.Join(' ', row));
            SafePrivate.Contains(tag, "SOMEBODY ELSE").ShouldBeFalse();
        }
    }

    [Fact]
    public void The_table_says_nothing_of_the_two_options_on_pixels()
    {
        foreach (Tag tag in BasicProfile.Tags)
        {
            BasicProfile.TryFind(tag, out ConfidentialityRow row).ShouldBeTrue();
            (row[ProfileOption.CleanPixelData], row[ProfileOption.CleanRecognizableVisualFeatures]).ShouldBe((OptionAction.None, OptionAction.None));
        }
    }

    [Fact]
    public void What_has_no_row_gets_the_empty_one_and_rows_are_equal_when_they_say_the_same()
    {
        BasicProfile.TryFind(Tags.Rows, out ConfidentialityRow none).ShouldBeFalse();
        (none.Basic, none.InStandardCompositeIod, none == default).ShouldBe((BasicAction.None, null, true));
        BasicProfile.TryFind(Tags.StudyDate, out ConfidentialityRow date).ShouldBeTrue();
        BasicProfile.TryFind(Tags.StudyDate, out ConfidentialityRow same).ShouldBeTrue();
        (date == same, date != same, date.Equals((object)same), date.GetHashCode() == same.GetHashCode()).ShouldBe((true, false, true, true));
        (date == none, date != none, date.Equals((object)none), date.Equals("a row")).ShouldBe((false, true, false, false));
    }
}
