using System.Text;
using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>Generated structured reports, nested, with identifiers in every kind of content item.</summary>
public class StructuredReportTests
{
    private const string ComprehensiveSr = "1.2.840.10008.5.1.4.1.1.88.33";
    private const int Reports = 150;
    private const int Depth = 6;

    [Fact]
    public async Task No_identifier_planted_in_nested_content_is_in_the_written_bytes()
    {
        foreach (PlantedSentence sentence in new SentenceGenerator(TuningVocabulary.Instance, seed: 5).Planted(Reports))
        {
            (DeidentificationOutcome outcome, byte[] output) = await Run(ReportOf(sentence), sentence);
            outcome.ShouldBeOfType<Deidentified>($"{outcome} for {sentence.Text}");
            foreach (string secret in SecretsOf(sentence)) output.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, $"{secret} of {sentence.Text}");
        }
    }

    [Fact]
    public async Task Each_content_item_is_cleaned_by_its_value_type()
    {
        PlantedSentence sentence = new SentenceGenerator(TuningVocabulary.Instance, seed: 5).Planted(1)[0];
        (_, byte[] output) = await Run(ReportOf(sentence), sentence);
        DataSet item = DicomFile.Open(new MemoryStream(output)).DataSet;
        for (int level = 0; level < Depth; level++) item = item.GetItems(Tags.ContentSequence)[0];

        DataSet[] items = [.. item.GetItems(Tags.ContentSequence)];
        DataSet Of(string type) => Array.Find(items, content => content.GetString(Tags.ValueType) == type).ShouldNotBeNull();
        Of("TEXT").GetString(Tags.TextValue).ShouldNotBeNullOrEmpty();
        (Of("PNAME").GetString(Tags.PersonName) ?? "").ShouldNotContain("架空");
        Of("DATE").GetString(Tags.Date).ShouldNotBe("20240315");
        (Of("DATETIME").GetString(Tags.DateTime) ?? "").ShouldNotStartWith("20240315");
        Of("UIDREF").GetString(Tags.UID).ShouldNotBe("1.2.392.999999.770001.77.7");
        DataSet code = Of("CODE").GetItems(Tags.ConceptCodeSequence)[0];
        code.GetString(Tags.CodeValue).ShouldNotBe("KAKUU-01");
        code.GetString(Tags.CodeMeaning).ShouldNotBe("架空病院 桐ヶ谷外来");
        Of("NUM").GetItems(Tags.MeasuredValueSequence)[0].GetString(Tags.NumericValue).ShouldBe("12.5");
    }

    private static DataSet ReportOf(PlantedSentence sentence)
    {
        DataSet root = Fixtures.Header(ComprehensiveSr);
        root.SetString(Tags.Modality, "SR");
        root.SetString(Tags.PatientName, sentence.Known.PatientNames.First());
        root.SetString(Tags.PatientID, sentence.Known.Numbers.First());
        root.SetDate(Tags.PatientBirthDate, sentence.Known.BirthDate!.Value);
        root.SetString(Tags.ValueType, "CONTAINER");
        DataSet container = root;
        for (int level = 0; level < Depth; level++)
        {
            DataSet inner = Item(container, "CONTAINER");
            Item(container, "TEXT").SetString(Tags.TextValue, sentence.Text);
            container = inner;
        }

        Item(container, "TEXT").SetString(Tags.TextValue, sentence.Text);
        Item(container, "PNAME").SetString(Tags.PersonName, "Kakuu^Jirou=架空^次郎");
        Item(container, "DATE").SetString(Tags.Date, "20240315");
        Item(container, "DATETIME").SetString(Tags.DateTime, "20240315103000");
        Item(container, "UIDREF").SetString(Tags.UID, "1.2.392.999999.770001.77.7");
        Code(Item(container, "CODE").SetSequence(Tags.ConceptCodeSequence).Add(), "KAKUU-01", "99KAKUU", "架空病院 桐ヶ谷外来");
        DataSet value = Item(container, "NUM").SetSequence(Tags.MeasuredValueSequence).Add();
        value.SetString(Tags.NumericValue, "12.5");
        return root;
    }

    private static DataSet Item(DataSet container, string type)
    {
        DataSet item = (container.TryGet(Tags.ContentSequence, out Element content) ? content.Items! : container.SetSequence(Tags.ContentSequence)).Add();
        item.SetString(Tags.RelationshipType, "CONTAINS");
        item.SetString(Tags.ValueType, type);
        Code(item.SetSequence(Tags.ConceptNameCodeSequence).Add(), "121071", "DCM", "Finding");
        return item;
    }

    private static void Code(DataSet item, string value, string scheme, string meaning)
    {
        item.SetString(Tags.CodeValue, value);
        item.SetString(Tags.CodingSchemeDesignator, scheme);
        item.SetString(Tags.CodeMeaning, meaning);
    }

    private static async Task<(DeidentificationOutcome Outcome, byte[] Output)> Run(DataSet root, PlantedSentence sentence)
        => await Fixtures.Run(await Fixtures.FileOf(root), patient: new PatientContext { Facility = new FacilityId("alpha"), PatientId = sentence.Known.Numbers.First() });

    /// <summary>What was planted, short numbers left out: a UID may have their digits.</summary>
    private static IEnumerable<string> SecretsOf(PlantedSentence sentence)
    {
        string rest = sentence.Rest;
        return sentence.Identifiers.SelectMany(planted => planted.Parts).Where(part => part.Length >= (part.All(char.IsAscii) ? 7 : 2) && !rest.Contains(part, StringComparison.Ordinal))
            .Concat(["Kakuu", "次郎", "KAKUU-01", "桐ヶ谷外来", "20240315", "1.2.392.999999.770001.77.7"]);
    }
}
