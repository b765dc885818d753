using Pipeline.Tests;

namespace Pipeline.Dicom.Tests;

public class TableTests
{
    [Fact]
    public void The_dictionary_has_every_row_of_the_standards_table()
    {
        string[][] rows = Rows("dictionary.tsv");
        DicomDictionary.Count.ShouldBe(rows.Length);
        foreach (string[] row in rows)
        {
            Tag tag = Tag.Parse(row[0].Replace('x', 'E'));
            DictionaryEntry entry = DicomDictionary.Find(tag).ShouldNotBeNull(row[0]);
            (entry.Keyword, entry.Vm, entry.IsRetired).ShouldBe((row[1], row[3], row[4] == "Y"), row[0]);
            if (row[2].Length == 2)
                entry.Vr.ToString().ShouldBe(row[2]);
            if (!row[0].Contains('x') && row[1].Length > 0)
                DicomDictionary.Find(row[1])!.Value.Tag.ShouldBe(tag);
        }
    }

    [Fact]
    public void The_SOP_classes_are_those_of_the_standards_table()
    {
        string[][] rows = Rows("sop-classes.tsv");
        SopClasses.Count.ShouldBe(rows.Length);
        foreach (string[] row in rows)
            (SopClasses.NameOf(row[0]), SopClasses.IodOf(row[0])).ShouldBe((row[1], row[2]));
        SopClasses.NameOf("1.2.3").ShouldBeNull();
    }

    [Theory]
    [InlineData("0010,0010", 0x0010_0010u)]
    [InlineData("(7FE0,0010)", 0x7FE0_0010u)]
    [InlineData("fffee000", 0xFFFE_E000u)]
    public void A_tag_is_read_and_written_in_hexadecimal(string text, uint value)
    {
        Tag.Parse(text).Value.ShouldBe(value);
        Tag.Parse(new Tag(value).ToString()).Value.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0010 0010")]
    [InlineData("10,10")]
    [InlineData("00100010F")]
    [InlineData("001G,0010")]
    public void What_is_no_tag_is_not_read(string text) => Tag.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("50FE,3000", Vr.OW)]
    [InlineData("6002,3000", Vr.OW)]
    [InlineData("6003,3000", Vr.UN)]
    [InlineData("0009,0010", Vr.LO)]
    [InlineData("0009,0100", Vr.UN)]
    [InlineData("0008,0000", Vr.UL)]
    [InlineData("0028,0106", Vr.US)]
    [InlineData("0008,0007", Vr.UN)]
    public void Repeating_private_and_unknown_elements_have_their_representation(string tag, Vr vr)
        => DicomDictionary.VrOf(Tag.Parse(tag)).ShouldBe(vr);

    [Theory]
    [InlineData("1.2.840.10008.1.2", true)]
    [InlineData("2.25.0", true)]
    [InlineData("1.02", false)]
    [InlineData("1..2", false)]
    [InlineData("1.2.", false)]
    [InlineData("", false)]
    [InlineData("1.2a", false)]
    public void A_UID_is_valid_as_the_standard_says(string uid, bool valid) => new DicomUid(uid).IsValid.ShouldBe(valid);

    [Fact]
    public void Our_implementation_UID_and_version_are_valid()
    {
        DicomUid.Implementation.IsValid.ShouldBeTrue();
        DicomUid.ImplementationVersion.Length.ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public void Transfer_syntaxes_are_told_by_UID_and_unknown_ones_are_unknown()
    {
        foreach (TransferSyntax syntax in TransferSyntax.All)
            TransferSyntax.Find(syntax.Uid.Value).ShouldBe(syntax);
        TransferSyntax.Find("1.2.840.10008.1.2.4.999").ShouldBeNull();
    }

    private static string[][] Rows(string name)
        => [.. File.ReadLines(Repository.SharedOrSkip("standards", name)).Skip(2).Select(line => line.Split('\t'))];
}
