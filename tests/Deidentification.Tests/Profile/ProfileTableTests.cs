using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>Profiles that differ from a good one in one thing, each with the place of its error; and the bounds of good ones.</summary>
public class ProfileTableTests
{
    private const string Good = "{\"name\":\"a\",\"dates\":{\"mode\":\"modified\"},\"options\":[\"cleanPixelData\"]}";

    [Theory]
    [InlineData("name is missing", "\"name\":\"a\",", "", "name: is missing")]
    [InlineData("name is empty", "\"name\":\"a\"", "\"name\":\"\"", "name: is no text")]
    [InlineData("name is a number", "\"name\":\"a\"", "\"name\":7", "name: is no text")]
    [InlineData("name of 41 characters", "\"name\":\"a\"", "\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "name: is no text")]
    [InlineData("name in kanji", "\"name\":\"a\"", "\"name\":\"研究\"", "name: only letters")]
    [InlineData("unknown property", "\"name\":\"a\"", "\"name\":\"a\",\"colour\":1", "colour: is not known")]
    [InlineData("description is no text", "\"name\":\"a\"", "\"name\":\"a\",\"description\":[]", "description: is no text")]
    [InlineData("schema is no text", "\"name\":\"a\"", "\"name\":\"a\",\"$schema\":5", "$schema: is no text")]
    [InlineData("no dates", "\"dates\":{\"mode\":\"modified\"},", "", "dates: is missing")]
    [InlineData("dates without mode", "{\"mode\":\"modified\"}", "{}", "dates.mode: is missing")]
    [InlineData("unknown dates mode", "\"modified\"", "\"shifted\"", "dates.mode: is none of")]
    [InlineData("unknown property of dates", "\"mode\":\"modified\"", "\"mode\":\"modified\",\"days\":3", "dates.days: is not known")]
    [InlineData("shift of kept dates", "\"mode\":\"modified\"", "\"mode\":\"full\",\"maximumShiftDays\":60", "dates.maximumShiftDays: only with")]
    [InlineData("shift of 29 days", "\"mode\":\"modified\"", "\"mode\":\"modified\",\"maximumShiftDays\":29", "dates.maximumShiftDays: is no whole")]
    [InlineData("shift of 3651 days", "\"mode\":\"modified\"", "\"mode\":\"modified\",\"maximumShiftDays\":3651", "dates.maximumShiftDays: is no whole")]
    [InlineData("shift of half a day", "\"mode\":\"modified\"", "\"mode\":\"modified\",\"maximumShiftDays\":30.5", "dates.maximumShiftDays: is no whole")]
    [InlineData("shift in words", "\"mode\":\"modified\"", "\"mode\":\"modified\",\"maximumShiftDays\":\"60\"", "dates.maximumShiftDays: is no whole")]
    [InlineData("unknown pseudonyms", "\"name\":\"a\"", "\"name\":\"a\",\"pseudonyms\":\"never\"", "pseudonyms: is none of")]
    [InlineData("no options", ",\"options\":[\"cleanPixelData\"]", "", "options: is missing")]
    [InlineData("options are an object", "[\"cleanPixelData\"]", "{}", "options: is missing or not a list")]
    [InlineData("no clean pixel data", "\"cleanPixelData\"", "\"retainUids\"", "options: cleanPixelData is missing")]
    [InlineData("unknown option", "[\"cleanPixelData\"", "[\"cleanPixelData\",\"retainAll\"", "options[1]: is none of")]
    [InlineData("option is a number", "[\"cleanPixelData\"", "[\"cleanPixelData\",3", "options[1]: is none of")]
    [InlineData("dates as an option", "[\"cleanPixelData\"", "[\"cleanPixelData\",\"retainFullDates\"", "options[1]: is none of")]
    [InlineData("option twice", "[\"cleanPixelData\"", "[\"cleanPixelData\",\"cleanPixelData\"", "options[1]: stands twice")]
    [InlineData("list of exceptions is an object", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":{}", "exceptions: is not a list")]
    [InlineData("exception is a text", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[\"0010,1030\"]", "exceptions[0]: is not an object")]
    [InlineData("exception without tag", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: is missing")]
    [InlineData("tag of seven digits", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,103\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: is no text of 9")]
    [InlineData("tag with a letter", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,10G0\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: is not written")]
    [InlineData("private tag", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0019,1010\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: is private")]
    [InlineData("tag of no attribute", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0018,FFFE\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: is not in")]
    [InlineData("essential tag", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0020,000D\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: the object")]
    [InlineData("group of the file", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0002,0016\",\"action\":\"remove\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: the object")]
    [InlineData("a name kept", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1001\",\"action\":\"clean\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: names")]
    [InlineData("a number kept", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0038,0010\",\"action\":\"clean\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: names")]
    [InlineData("an address kept", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1040\",\"action\":\"clean\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: names")]
    [InlineData("a birth date kept", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,0030\",\"action\":\"clean\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: names")]
    [InlineData("an operator kept", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0008,1070\",\"action\":\"clean\",\"reason\":\"not needed here\"}]", "exceptions[0].tag: names")]
    [InlineData("exception without action", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"reason\":\"not needed here\"}]", "exceptions[0].action: is missing")]
    [InlineData("unknown action", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"keep\",\"reason\":\"not needed here\"}]", "exceptions[0].action: is none of")]
    [InlineData("exception without reason", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"remove\"}]", "exceptions[0].reason: is missing")]
    [InlineData("reason of nine characters", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"remove\",\"reason\":\"because!!\"}]", "exceptions[0].reason: is no text of 10")]
    [InlineData("unknown property of an exception", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"remove\",\"reason\":\"not needed here\",\"by\":\"me\"}]", "exceptions[0].by: is not known")]
    [InlineData("tag twice", "[\"cleanPixelData\"]", "[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"remove\",\"reason\":\"not needed here\"},{\"tag\":\"0010,1030\",\"action\":\"empty\",\"reason\":\"not needed here\"}]", "exceptions[1].tag: stands twice")]
    public void Each_bad_profile_is_refused_with_the_place_of_its_error(string fixture, string good, string bad, string error)
    {
        Good.ShouldContain(good, customMessage: fixture);
        Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse(Good.Replace(good, bad, StringComparison.Ordinal))).Errors
            .ShouldHaveSingleItem().ShouldStartWith(error, customMessage: fixture);
    }

    [Theory]
    [InlineData("{'mode':'modified','maximumShiftDays':30}", DatesMode.Modified, 30)]
    [InlineData("{'mode':'modified','maximumShiftDays':3650}", DatesMode.Modified, 3650)]
    [InlineData("{'mode':'modified'}", DatesMode.Modified, 365)]
    [InlineData("{'mode':'full'}", DatesMode.Full, 365)]
    [InlineData("{'mode':'remove'}", DatesMode.Remove, 365)]
    public void Dates_are_read_with_their_bounds(string dates, DatesMode mode, int days)
    {
        DeidentificationProfile profile = Parse("{'name':'Heart 2 ._-','dates':" + dates + ",'options':['cleanPixelData']}");
        (profile.Name, profile.Dates, profile.MaximumShiftDays).ShouldBe(("Heart 2 ._-", mode, days));
        profile.Has(ProfileOption.RetainModifiedDates).ShouldBe(mode == DatesMode.Modified);
        profile.Has(ProfileOption.RetainFullDates).ShouldBe(mode == DatesMode.Full);
        profile.Options.Count.ShouldBe(mode == DatesMode.Remove ? 1 : 2);
    }

    [Fact]
    public void Exceptions_are_read_with_their_reasons()
        => Parse("{'name':'a','description':'','dates':{'mode':'full'},'options':['cleanPixelData'],'exceptions':[{'tag':'0010,1030','action':'empty','reason':'weight is not needed'},"
            + "{'tag':'0018,1030','action':'clean','reason':'protocol is compared'},{'tag':'0010,1001','action':'remove','reason':'0123456789'}]}")
            .Exceptions.ShouldBe([
                new ProfileException(Tags.PatientWeight, ExceptionAction.Empty, "weight is not needed"),
                new ProfileException(Tags.ProtocolName, ExceptionAction.Clean, "protocol is compared"),
                new ProfileException(Tags.OtherPatientNames, ExceptionAction.Remove, "0123456789")]);

    [Theory]
    [InlineData("", PseudonymMode.Kept)]
    [InlineData("'pseudonyms':'kept',", PseudonymMode.Kept)]
    [InlineData("'pseudonyms':'oneTime',", PseudonymMode.OneTime)]
    public void Pseudonyms_are_kept_unless_the_export_is_one_time(string property, PseudonymMode mode)
    {
        Parse("{'name':'a'," + property + "'dates':{'mode':'full'},'options':['cleanPixelData']}").Pseudonyms.ShouldBe(mode);
        DeidentificationProfile.Schema.ShouldContain("recall ends there");
    }

    [Fact]
    public void A_file_larger_than_a_megabyte_is_refused()
        => Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse(new string(' ', (1 << 20) + 1))).Errors.ShouldHaveSingleItem().ShouldStartWith("larger than");

    [Fact]
    public void What_is_not_json_is_refused_with_its_place()
        => Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse("{\n\"name\"")).Errors.ShouldHaveSingleItem().ShouldStartWith("not JSON at line 2");

    [Fact]
    public void A_profile_of_exactly_a_megabyte_and_texts_of_the_longest_lengths_are_read()
    {
        string json = "{\"name\":\"" + new string('a', 40) + "\",\"$schema\":\"" + new string('s', 1000) + "\",\"description\":\"" + new string('d', 1000)
            + "\",\"dates\":{\"mode\":\"full\"},\"options\":[\"cleanPixelData\"],\"exceptions\":[{\"tag\":\"0010,1030\",\"action\":\"empty\",\"reason\":\"" + new string('r', 500) + "\"}]}";
        DeidentificationProfile.Parse(json.PadRight(1 << 20)).Name.Length.ShouldBe(40);
        foreach (string longest in (string[])["sssss", "ddddd", "rrrrr"])
            Should.Throw<InvalidProfileException>(() => DeidentificationProfile.Parse(json.Replace(longest + "\"", longest + longest[0] + "\"", StringComparison.Ordinal))).Errors.ShouldHaveSingleItem().ShouldContain("is no text of");
    }

    [Fact]
    public void An_unknown_option_is_answered_with_those_that_there_are()
        => Should.Throw<InvalidProfileException>(() => Parse("{'name':'a','dates':{'mode':'full'},'options':['cleanPixelData','all']}")).Errors.ShouldBe([
            "options[1]: is none of retainSafePrivate, retainUids, retainDeviceIdentity, retainInstitutionIdentity, retainPatientCharacteristics, "
                + "cleanDescriptors, cleanStructuredContent, cleanGraphics, cleanPixelData, cleanRecognizableVisualFeatures"]);

    [Fact]
    public void Two_exceptions_without_a_tag_are_not_called_the_same_and_a_refusal_names_all()
    {
        InvalidProfileException refused = Should.Throw<InvalidProfileException>(() => Parse(
            "{'name':'a','dates':{'mode':'full'},'options':['cleanPixelData'],'exceptions':[{'action':'remove','reason':'not needed here'},{'action':'remove','reason':'not needed here'}]}"));
        refused.Errors.ShouldBe(["exceptions[0].tag: is missing", "exceptions[1].tag: is missing"]);
        refused.Message.ShouldBe("The de-identification profile is refused: exceptions[0].tag: is missing; exceptions[1].tag: is missing");
    }

    [Fact]
    public void What_is_no_object_is_refused_as_such()
        => Should.Throw<InvalidProfileException>(() => Parse("[]")).Errors.ShouldBe(["is not an object"]);

    /// <summary>An exception goes before the table, cleaning before keeping, and what is not listed goes.</summary>
    [Theory]
    [InlineData("0010,1030", RuleSource.Exception, BasicAction.Empty, OptionAction.None, null)]
    [InlineData("0018,1003", RuleSource.Exception, BasicAction.Remove, OptionAction.Clean, null)]
    [InlineData("0010,1001", RuleSource.Exception, BasicAction.Remove, OptionAction.None, null)]
    [InlineData("0008,0020", RuleSource.Table, BasicAction.Empty, OptionAction.Clean, ProfileOption.RetainModifiedDates)]
    [InlineData("0018,1200", RuleSource.Table, BasicAction.Remove, OptionAction.Clean, ProfileOption.RetainModifiedDates)]
    [InlineData("0018,1002", RuleSource.Table, BasicAction.ReplaceUid, OptionAction.Keep, ProfileOption.RetainDeviceIdentity)]
    [InlineData("0070,0001", RuleSource.Table, BasicAction.Dummy, OptionAction.Clean, ProfileOption.CleanGraphics)]
    [InlineData("501E,3000", RuleSource.Table, BasicAction.Remove, OptionAction.Clean, ProfileOption.CleanGraphics)]
    [InlineData("6002,3000", RuleSource.Table, BasicAction.Remove, OptionAction.Clean, ProfileOption.CleanGraphics)]
    [InlineData("0018,0050", RuleSource.Unlisted, BasicAction.Remove, OptionAction.None, null)]
    [InlineData("6002,0010", RuleSource.Unlisted, BasicAction.Remove, OptionAction.None, null)]
    public void The_rule_of_an_attribute_comes_from_its_exception_or_its_row(string tag, RuleSource source, BasicAction basic, OptionAction action, ProfileOption? option)
        => Parse("{'name':'a','dates':{'mode':'modified'},'options':['cleanPixelData','retainDeviceIdentity','cleanGraphics'],'exceptions':[{'tag':'0010,1030','action':'empty','reason':'weight is not needed'},"
            + "{'tag':'0018,1003','action':'clean','reason':'probe is compared'},{'tag':'0010,1001','action':'remove','reason':'0123456789'}]}")
            .Rules.For(Tag.Parse(tag)).ShouldBe(new AttributeRule(source, basic, action, option));

    [Theory]
    [InlineData("remove", "retainUids", "0008,1150", true)]
    [InlineData("remove", "retainDeviceIdentity", "0018,1002", true)]
    [InlineData("remove", "retainDeviceIdentity", "0020,000D", false)]
    public void A_uid_is_kept_with_all_uids_or_with_its_device(string dates, string option, string tag, bool kept)
        => Fixtures.Profile(dates, option).Rules.KeepsUid(Tag.Parse(tag)).ShouldBe(kept);

    private static DeidentificationProfile Parse(string json) => DeidentificationProfile.Parse(json.Replace('\'', '"'));
}
