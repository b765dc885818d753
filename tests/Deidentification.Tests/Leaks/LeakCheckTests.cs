using System.Text;
using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

public class LeakCheckTests
{
    public static TheoryData<string, int> Spellings
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (int page in new[] { 65001, 932, 51932, 50220, 1200, 1201 })
            {
                foreach (string text in (string[])["山田", "山田太郎", "太郎　山田", "ヤマダ", "やまだたろう", "昭和30年4月1日", "1955年4月1日"]) data.Add(text, page);
            }

            foreach (int page in new[] { 65001, 932, 1200 }) data.Add("ﾔﾏﾀﾞ ﾀﾛｳ", page);
            foreach (string text in (string[])["Yamada", "YAMADA TAROU", "tarou^yamada", "Tarou, Yamada", "ALPHA-770001", "19550401", "1955-04-01", "S30.4.1", "ACC-4711-99", "1.2.392.999999.770001.1"]) data.Add(text, 65001);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void An_identifier_is_found_in_every_spelling_and_encoding(string text, int page)
    {
        byte[] bytes = [0, 1, .. Encode(text, page), 0, 2];
        Check().Finds(bytes).ShouldBeTrue();
    }

    [Theory]
    [InlineData("山本 大野 ORIGINAL PRIMARY 20250410")]
    [InlineData("2.25.137388580624327826063412093598174682513")]
    [InlineData("Yamadas")]
    [InlineData("1.2.392.999999.770001.12")]
    public void What_identifies_nobody_is_not_found(string text) => Check().Finds(Encoding.UTF8.GetBytes(text)).ShouldBeFalse();

    [Fact]
    public async Task An_identifier_that_the_pass_lets_through_is_caught_and_nothing_is_written()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.BodyPartExamined, "YAMADA");
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(root));
        Quarantined quarantined = outcome.ShouldBeOfType<Quarantined>();
        quarantined.Reason.ShouldBe(DeidentificationReason.Leak);
        quarantined.ToString().ShouldNotContain("YAMADA");
        output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Test^Anonymous", "Structured Reporting Test Document", "HEAD")]
    [InlineData("CT^HEAD", "head", "HEAD")]
    public async Task A_name_made_of_words_of_images_holds_no_file_that_has_such_a_word(string name, string description, string bodyPart)
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.PatientName, name);
        root.SetString(Tags.SeriesDescription, description);
        root.SetString(Tags.BodyPartExamined, bodyPart);
        (DataSet written, _) = await Fixtures.Written(root);
        written.GetString(Tags.BodyPartExamined).ShouldBe(bodyPart);
    }

    private static LeakCheck Check()
    {
        using DicomFile file = DicomFile.Open(new MemoryStream(Fixtures.FileOf(Fixtures.Header()).GetAwaiter().GetResult()));
        return LeakCheck.Of(file, file.DataSet, Fixtures.Patient, DeidentificationProfile.Research);
    }

    private static byte[] Encode(string text, int page) => page switch
    {
        65001 => Encoding.UTF8.GetBytes(text),
        1200 => Encoding.Unicode.GetBytes(text),
        1201 => Encoding.BigEndianUnicode.GetBytes(text),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(text),
    };
}
