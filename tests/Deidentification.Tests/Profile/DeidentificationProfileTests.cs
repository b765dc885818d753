using System.Text.Json;

namespace Pipeline.Deidentification.Tests;

public class DeidentificationProfileTests
{
    [Fact]
    public void The_research_profile_moves_dates_keeps_patient_characteristics_and_no_device_identity()
    {
        DeidentificationProfile research = DeidentificationProfile.Research;
        research.Dates.ShouldBe(DatesMode.Modified);
        research.Options.ShouldBe(
            [ProfileOption.RetainPatientCharacteristics, ProfileOption.RetainModifiedDates, ProfileOption.CleanDescriptors, ProfileOption.CleanStructuredContent, ProfileOption.CleanGraphics, ProfileOption.CleanPixelData, ProfileOption.CleanRecognizableVisualFeatures],
            ignoreOrder: true);
    }

    [Fact]
    public void A_bad_profile_is_refused_with_all_its_errors()
    {
        const string bad = """
            {"name":"-","dates":{"mode":"soon","maximumShiftDays":3},"options":["keepAll","retainUids","retainUids"],"colour":1,
             "exceptions":[{"tag":"0010,0010","action":"clean","reason":"because I like it"},{"tag":"0011,1010","action":"remove","reason":"private is private"},{"tag":"zz","action":"keep","reason":"x"}]}
            """;
        IReadOnlyList<string> errors = Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse(bad)).Errors;
        string[] places = ["name", "dates.mode", "dates.maximumShiftDays", "options[0]", "options[2]", "options: cleanPixelData", "colour", "exceptions[0].tag", "exceptions[1].tag", "exceptions[2].tag", "exceptions[2].action", "exceptions[2].reason"];
        foreach (string place in places) errors.ShouldContain(error => error.StartsWith(place, StringComparison.Ordinal), place);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"name\":\"a\",\"dates\":\"full\",\"options\":[\"cleanPixelData\"]}")]
    public void What_is_no_profile_is_refused(string json) => Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse(json));

    [Fact]
    public void The_schema_names_every_option()
    {
        using JsonDocument schema = JsonDocument.Parse(DeidentificationProfile.Schema);
        string[] listed = [.. schema.RootElement.GetProperty("properties").GetProperty("options").GetProperty("items").GetProperty("enum").EnumerateArray().Select(name => name.GetString()!)];
        string[] known = [.. Enum.GetNames<ProfileOption>().Where(name => name is not ("RetainFullDates" or "RetainModifiedDates")).Select(JsonNamingPolicy.CamelCase.ConvertName)];
        listed.ShouldBe(known, ignoreOrder: true);
    }
}
