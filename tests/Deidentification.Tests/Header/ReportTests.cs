using System.Text;
using System.Text.Json;
using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>The report of one object names attributes, rules and options, and nothing that stood in them.</summary>
public class ReportTests
{
    [Fact]
    public async Task No_original_value_of_any_listed_attribute_stands_in_the_report()
    {
        DataSet root = Fixtures.Header();
        int planted = 0;
        foreach (Tag tag in BasicProfile.Tags.Where(tag => tag.Group is > 0x0004 and < 0xFFFA && tag != Tags.PatientID && tag != Tags.EncapsulatedDocument))
        {
            Vr vr = DicomDictionary.VrOf(tag);
            if (vr is not (Vr.LO or Vr.SH or Vr.ST or Vr.LT or Vr.UT or Vr.UC or Vr.PN or Vr.UI)) continue;
            root.SetString(tag, vr, vr == Vr.UI ? $"1.2.392.999999.{tag.Value}" : $"SECRET{tag.Value:X8}");
            planted++;
        }

        planted.ShouldBeGreaterThan(300);
        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root));
        string line = outcome.ShouldBeOfType<Deidentified>().Record.ToJsonLine();

        line.ShouldNotContain("SECRET");
        line.ShouldNotContain("1.2.392");
        foreach (string secret in (string[])["Yamada", "山田", "やまだ", "α病院", Fixtures.PatientId, "19550401", "20250410"]) line.ShouldNotContain(secret);
        Encoding.UTF8.GetByteCount(line).ShouldBe(line.Length);
    }

    [Fact]
    public async Task Each_touched_attribute_stands_there_with_its_rule_and_option()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.PatientAge, "095Y");
        root.SetString(Tags.SeriesDescription, "腹部 山田太郎");
        root.SetSequence(Tags.ReferencedSeriesSequence).Add().SetString(Tags.SeriesInstanceUID, "1.2.392.999999.5");
        root.SetBytes(new Tag(0x0009_0010), Vr.LO, "ACME"u8);
        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root));
        using JsonDocument report = JsonDocument.Parse(outcome.ShouldBeOfType<Deidentified>().Record.ToJsonLine());

        report.RootElement.GetProperty("profile").GetString().ShouldBe("research");
        report.RootElement.GetProperty("edition").GetString().ShouldBe("2026a");
        report.RootElement.GetProperty("pixels").GetString().ShouldBe("none");
        Dictionary<string, string> actions = report.RootElement.GetProperty("actions").EnumerateArray().ToDictionary(
            action => action.GetProperty("place").GetString()! + " " + action.GetProperty("outcome").GetString(),
            action => string.Join(' ', new[] { "source", "rule", "option" }.Select(name => action.TryGetProperty(name, out JsonElement value) ? value.GetString() : "-")));
        actions["0010,1010 ageCapped"].ShouldBe("table remove retainPatientCharacteristics");
        actions["0008,103E cleaned"].ShouldBe("table remove cleanDescriptors");
        actions["0008,1115/0020,000E uidsReplaced"].ShouldBe("table replaceUid -");
        actions["0008,0020 datesMoved"].ShouldBe("table empty retainModifiedDates");
        actions["0010,0020 pseudonymized"].ShouldBe("table emptyOrDummy -");
        actions["0008,0080 removed"].ShouldBe("table removeOrEmptyOrDummy -");
        actions["0010,0030 emptied"].ShouldBe("table empty -");
        actions["0009,0010 removed"].ShouldBe("private remove -");
        actions["0012,0062 written"].ShouldBe("profile - -");
    }
}
