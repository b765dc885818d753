using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>One element under one profile, and what stands in its place: the policy by itself, without file, pixels or leak check.</summary>
public class PolicyTableTests
{
    private const string Gone = "(gone)";

    private static string Patient => new Pseudonyms(Fixtures.Key()).Identifier(PseudonymKind.PatientId, Fixtures.PatientId);

    /// <summary>A dummy for each representation: the Selector attributes of hanging protocols, action D.</summary>
    [Theory]
    [InlineData("0072,005F", Vr.AS, "034Y", "000Y")]
    [InlineData("0072,005E", Vr.AE, "WARD5", "REMOVED")]
    [InlineData("0072,0061", Vr.DA, "20240305", "19000101")]
    [InlineData("0072,006B", Vr.TM, "1213", "000000")]
    [InlineData("0018,9074", Vr.DT, "20240305121314", "19000101000000")]
    [InlineData("0072,006C", Vr.SH, "routine", "REMOVED")]
    [InlineData("0012,0010", Vr.LO, "routine", "REMOVED")]
    [InlineData("0072,006E", Vr.ST, "routine", "REMOVED")]
    [InlineData("0072,0068", Vr.LT, "routine", "REMOVED")]
    [InlineData("0072,0070", Vr.UT, "routine", "REMOVED")]
    [InlineData("0018,9367", Vr.UC, "routine", "REMOVED")]
    [InlineData("0072,006A", Vr.PN, "Nobody^Else", "REMOVED")]
    [InlineData("0400,0565", Vr.CS, "CORRECT", "REMOVED")]
    [InlineData("0072,0071", Vr.UR, "https://example.jp/1", "urn:removed")]
    [InlineData("0012,0010", Vr.DS, "1.5", "0")]
    [InlineData("0012,0010", Vr.IS, "15", "0")]
    [InlineData("0072,006D", Vr.UN, "anything", "")]
    public void A_dummy_has_the_form_of_its_representation(string tag, Vr vr, string value, string expected)
        => After(Fixtures.Profile("remove"), Tag.Parse(tag), vr, value).ShouldBe(expected);

    [Fact]
    public void A_dummy_of_bytes_is_two_zeros()
    {
        var root = new DataSet();
        root.SetBytes(Tag.Parse("0034,0002"), Vr.OB, [1, 2, 3, 4]);
        Edit(root, Fixtures.Profile("remove"));
        root.TryGet(Tag.Parse("0034,0002"), out Element element).ShouldBeTrue();
        element.Value.ToArray().ShouldBe(new byte[2]);
    }

    [Theory]
    [InlineData("0010,0020", Vr.LO)]
    [InlineData("0010,0010", Vr.PN)]
    [InlineData("0012,0040", Vr.LO)]
    public void Whoever_the_patient_is_called_becomes_the_same_pseudonym(string tag, Vr vr)
        => After(Fixtures.Profile("remove"), Tag.Parse(tag), vr, "ALPHA-770001").ShouldBe(Patient);

    [Theory]
    [InlineData("0008,0050", Vr.SH, PseudonymKind.AccessionNumber)]
    [InlineData("0040,0551", Vr.LO, PseudonymKind.Identifier)]
    [InlineData("0040,0512", Vr.LO, PseudonymKind.Identifier)]
    public void Numbers_become_pseudonyms_of_their_kind_and_nothing_stays_nothing(string tag, Vr vr, PseudonymKind kind)
    {
        After(Fixtures.Profile("remove"), Tag.Parse(tag), vr, "4711").ShouldBe(new Pseudonyms(Fixtures.Key()).Identifier(kind, "4711"));
        After(Fixtures.Profile("remove"), Tag.Parse(tag), vr, "").ShouldBe("");
    }

    /// <summary>What options keep: as it stands where it is a value of its kind, else as the Basic Profile says.</summary>
    [Theory]
    [InlineData("retainUids", "0020,000D", Vr.UI, "1.2.392.999999.5", "1.2.392.999999.5")]
    [InlineData("retainUids", "0018,1002", Vr.UI, "1.2.392.999999.5", "1.2.392.999999.5")]
    [InlineData("retainDeviceIdentity", "0018,1002", Vr.UI, "1.2.392.999999.5", "1.2.392.999999.5")]
    [InlineData("retainDeviceIdentity", "0008,1010", Vr.SH, "WARD 5", "WARD 5")]
    [InlineData("retainDeviceIdentity", "0018,1200", Vr.DA, "20240305", "20240305")]
    [InlineData("retainDeviceIdentity", "0018,1200", Vr.DA, "2024.13.05", Gone)]
    [InlineData("retainDeviceIdentity", "0018,1201", Vr.TM, "1213", "1213")]
    [InlineData("retainDeviceIdentity", "0018,1202", Vr.DT, "202403051213", "202403051213")]
    [InlineData("retainInstitutionIdentity", "0008,0080", Vr.LO, "架空病院", "架空病院")]
    [InlineData("retainInstitutionIdentity", "0008,0080", Vr.UN, "anything", "")]
    [InlineData("retainPatientCharacteristics", "0010,1030", Vr.DS, "70.5", "70.5")]
    [InlineData("retainPatientCharacteristics", "0010,1030", Vr.DS, "70kg", Gone)]
    [InlineData("retainPatientCharacteristics", "0010,1010", Vr.AS, "034Y", "034Y")]
    [InlineData("retainPatientCharacteristics", "0010,1010", Vr.AS, "104Y", "090Y")]
    [InlineData("retainPatientCharacteristics", "0010,1010", Vr.AS, "", "")]
    [InlineData("retainPatientCharacteristics", "0010,1010", Vr.AS, "old", Gone)]
    [InlineData("retainPatientCharacteristics", "0010,0040", Vr.CS, "M", "M")]
    [InlineData("cleanGraphics", "0070,0001", Vr.LO, "anything", Gone)]
    public void What_an_option_keeps_stays_where_it_is_a_value_of_its_kind(string option, string tag, Vr vr, string value, string expected)
        => After(Fixtures.Profile("remove", option), Tag.Parse(tag), vr, value).ShouldBe(expected);

    [Fact]
    public void A_kept_uid_that_is_none_is_replaced_and_with_it_all_values()
        => After(Fixtures.Profile("remove", "retainDeviceIdentity"), Tag.Parse("0018,1002"), Vr.UI, "1.2.392.999999.5\\Ward").ShouldNotContain("Ward");

    /// <summary>Dates of the patient's own shift, of which the value of the study date is the measure.</summary>
    [Theory]
    [InlineData(Vr.DA, "20250410\\20250411")]
    [InlineData(Vr.DA, "20250410\\")]
    public void Several_dates_move_together_and_nothing_stays_nothing(Vr vr, string value)
    {
        DateShift shift = new Pseudonyms(Fixtures.Key()).DateShift(Fixtures.PatientId, 365);
        string expected = string.Join('\\', value.Split('\\').Select(date => date.Length == 0 ? "" : shift.ApplyDate(date)));
        After(Fixtures.Profile(), Tags.StudyDate, vr, value).ShouldBe(expected);
    }

    [Theory]
    [InlineData("modified", "0008,0030", Vr.TM, "1213", "1213")]
    [InlineData("modified", "0008,0030", Vr.TM, "after lunch", "")]
    [InlineData("modified", "0008,0020", Vr.DA, "in April", "")]
    [InlineData("full", "0008,0020", Vr.DA, "20250410", "20250410")]
    [InlineData("full", "0008,0020", Vr.DA, "20250410\\in April", "")]
    [InlineData("full", "0008,0030", Vr.TM, "1213", "1213")]
    [InlineData("full", "0008,002A", Vr.DT, "202504101213+0900", "202504101213+0900")]
    [InlineData("full", "0008,0201", Vr.SH, "+0900", "+0900")]
    [InlineData("modified", "0008,0201", Vr.SH, "+0900", "+0900")]
    [InlineData("modified", "0008,0201", Vr.SH, "Tokyo", Gone)]
    [InlineData("remove", "0008,0201", Vr.SH, "+0900", Gone)]
    [InlineData("remove", "0008,0020", Vr.DA, "20250410", "")]
    public void Dates_times_and_zones_stay_only_where_they_are_such(string dates, string tag, Vr vr, string value, string expected)
        => After(Fixtures.Profile(dates), Tag.Parse(tag), vr, value).ShouldBe(expected);

    /// <summary>What Table E.1-1 does not list stays as what its representation in the dictionary can tell.</summary>
    [Theory]
    [InlineData("0018,0050", Vr.DS, "2.5", "2.5")]
    [InlineData("0018,0050", Vr.DS, "2.5\\3", "2.5\\3")]
    [InlineData("0018,0050", Vr.DS, "2.5 mm", Gone)]
    [InlineData("0018,0050", Vr.LO, "2.5", Gone)]
    [InlineData("0008,0008", Vr.CS, "DERIVED\\PRIMARY", "DERIVED\\PRIMARY")]
    [InlineData("0008,0008", Vr.CS, "DERIVED\\Yamada\\AXIAL", "DERIVED\\\\AXIAL")]
    [InlineData("0008,0008", Vr.CS, "Yamada\\Taro", Gone)]
    [InlineData("0018,0015", Vr.CS, "SEVENTEEN_LETTERS", Gone)]
    [InlineData("0008,1150", Vr.UI, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2")]
    [InlineData("0008,1150", Vr.UI, "", "")]
    [InlineData("0008,0070", Vr.LO, "ACME", "ACME")]
    [InlineData("0008,0070", Vr.LO, "佐藤", "REMOVED")]
    [InlineData("0018,1210", Vr.SH, "山田太郎 B30f kernel", "*** B30f kernel")]
    [InlineData("0018,1210", Vr.SH, "やまだ ABCDEFGHIJKL", "*** ABCDEFGHIJKL")]
    [InlineData("0018,1210", Vr.SH, "山田 ABCDEFGHIJKLM", "REMOVED")]
    [InlineData("0018,1411", Vr.DS, "12", "12")]
    [InlineData("6000,0011", Vr.DS, "12", Gone)]
    [InlineData("0018,9345", Vr.UN, "12345678", Gone)]
    [InlineData("0018,FFFE", Vr.LO, "anything", Gone)]
    public void Unlisted_values_stay_as_numbers_codes_registered_uids_and_clean_text(string tag, Vr vr, string value, string expected)
        => After(DeidentificationProfile.Research, Tag.Parse(tag), vr, value).ShouldBe(expected);

    [Fact]
    public void Unlisted_uids_become_pseudonyms_and_those_of_no_known_attribute_go()
    {
        string kept = After(Fixtures.Profile(), Tags.ReferencedSOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.2\\1.2.392.999999.5");
        kept.ShouldBe("1.2.840.10008.5.1.4.1.1.2\\" + new Pseudonyms(Fixtures.Key()).Uid("1.2.392.999999.5").Value);
        After(Fixtures.Profile(), Tag.Parse("0008,0062"), Vr.UI, "1.2.392.999999.5").ShouldBe(Gone);
    }

    [Fact]
    public void Tables_of_numbers_stay_and_other_bytes_go()
    {
        var root = new DataSet();
        root.SetBytes(Tags.RedPaletteColorLookupTableData, Vr.OW, [1, 0, 2, 0]);
        root.SetBytes(Tag.Parse("0028,3006"), Vr.OW, [1, 0]);
        root.SetBytes(Tag.Parse("5400,1010"), Vr.OW, [1, 0]);
        root.SetBytes(Tags.Rows, Vr.US, [1, 0]);
        root.SetBytes(Tag.Parse("6000,0010"), Vr.US, [1, 0]);
        Edit(root, DeidentificationProfile.Research);
        root.Contains(Tags.RedPaletteColorLookupTableData).ShouldBeTrue();
        root.Contains(Tag.Parse("0028,3006")).ShouldBeTrue();
        root.Contains(Tags.Rows).ShouldBeTrue();
        root.Contains(Tag.Parse("5400,1010")).ShouldBeFalse();
        root.Contains(Tag.Parse("6000,0010")).ShouldBeFalse();
    }

    /// <summary>Texts of which one value names the patient: that one is cleaned, the others keep their places; one that is doubtful takes all with it.</summary>
    [Theory]
    [InlineData("0008,1030", Vr.LO, "腹部\\山田太郎 造影", "腹部\\*** 造影")]
    [InlineData("0008,1030", Vr.LO, "腹部\\佐藤", Gone)]
    [InlineData("0008,1030", Vr.LO, "腹部", "腹部")]
    [InlineData("0018,1030", Vr.LO, "佐藤", "REMOVED")]
    [InlineData("0032,4000", Vr.LT, "佐藤", Gone)]
    public void Descriptors_are_cleaned_value_by_value(string tag, Vr vr, string value, string expected)
        => After(Fixtures.Profile("modified", "cleanDescriptors"), Tag.Parse(tag), vr, value).ShouldBe(expected);

    [Theory]
    [InlineData(Vr.IS, "1000", true)]
    [InlineData(Vr.UN, "1000", true)]
    [InlineData(Vr.OB, "1000", true)]
    [InlineData(Vr.PN, "1000", false)]
    public void A_safe_private_attribute_stays_as_what_it_may_be(Vr vr, string value, bool stays)
    {
        var root = new DataSet();
        root.SetString(Tag.Parse("0019,0010"), Vr.LO, "SIEMENS MR HEADER");
        Set(root, Tag.Parse("0019,100C"), vr, value);
        Edit(root, Fixtures.Profile("modified", "retainSafePrivate"));
        root.Contains(Tag.Parse("0019,100C")).ShouldBe(stays);
    }

    [Fact]
    public void A_private_sequence_goes_even_where_its_tag_is_safe_and_so_does_a_creator_without_anything_safe()
    {
        var root = new DataSet();
        root.SetString(Tag.Parse("0019,0010"), Vr.LO, "SIEMENS MR HEADER");
        root.SetSequence(Tag.Parse("0019,100C")).Add().SetString(Tags.PatientName, Fixtures.Name);
        root.SetString(Tag.Parse("0051,0010"), Vr.LO, "SIEMENS MR HEADER");
        root.SetString(Tag.Parse("0051,1001"), Vr.LO, "anything");
        Edit(root, Fixtures.Profile("modified", "retainSafePrivate"));
        root.Contains(Tag.Parse("0019,100C")).ShouldBeFalse();
        root.Contains(Tag.Parse("0051,0010")).ShouldBeFalse();
        root.Contains(Tag.Parse("0051,1001")).ShouldBeFalse();
    }

    [Fact]
    public void Where_two_options_keep_an_attribute_the_report_names_the_first()
    {
        var root = new DataSet();
        root.SetString(Tags.DeviceUID, "1.2.392.999999.5");
        ActionLog log = Edit(root, Fixtures.Profile("remove", "retainDeviceIdentity", "retainUids"));
        log.Actions.ShouldHaveSingleItem().Option.ShouldBe(ProfileOption.RetainUids);
    }

    [Fact]
    public void Content_and_persons_have_a_dummy_item_of_their_own()
    {
        var root = new DataSet();
        Sequence content = root.SetSequence(Tags.ContentSequence);
        content.Add().SetString(Tags.TextValue, "山田太郎");
        content.Add().SetString(Tags.TextValue, "山田太郎");
        root.SetSequence(Tags.PersonIdentificationCodeSequence).Add().SetString(Tags.CodeMeaning, "山田太郎");
        ActionLog log = Edit(root, Fixtures.Profile("remove"));

        DataSet text = root.GetItems(Tags.ContentSequence).ShouldHaveSingleItem();
        (text.GetString(Tags.RelationshipType), text.GetString(Tags.ValueType), text.GetString(Tags.TextValue)).ShouldBe(("CONTAINS", "TEXT", "REMOVED"));
        Triple(text.GetItems(Tags.ConceptNameCodeSequence).ShouldHaveSingleItem()).ShouldBe(("121106", "DCM", "Comment"));
        DataSet person = root.GetItems(Tags.PersonIdentificationCodeSequence).ShouldHaveSingleItem();
        Triple(person).ShouldBe(("REMOVED", "99LOCAL", "REMOVED"));
        person.Count.ShouldBe(3);
        log.Actions.Select(action => action.Outcome).ShouldBe([AttributeOutcome.Dummied, AttributeOutcome.Dummied]);
    }

    /// <summary>Codes: of a published scheme as they stand, of a hospital's own as pseudonyms.</summary>
    [Theory]
    [InlineData("DCM", "121106", "Comment", "121106", "DCM", "Comment")]
    [InlineData("99SDM", "P5-B3000", "山田太郎 腹部", "P5-B3000", "99SDM", "*** 腹部")]
    [InlineData("DCM", "山田太郎 A", "Comment", "*** A", "DCM", "Comment")]
    [InlineData("99ALPHA", "", "", "", "99LOCAL", "")]
    public void A_code_stays_as_far_as_its_scheme_is_published(string scheme, string value, string meaning, string newValue, string newScheme, string newMeaning)
    {
        var root = new DataSet();
        DataSet item = root.SetSequence(Tags.ProcedureCodeSequence).Add();
        item.SetString(Tags.CodeValue, value);
        item.SetString(Tags.CodingSchemeDesignator, scheme);
        item.SetString(Tags.CodeMeaning, meaning);
        Edit(root, DeidentificationProfile.Research);
        Triple(root.GetItems(Tags.ProcedureCodeSequence)[0]).ShouldBe((newValue, newScheme, newMeaning));
    }

    [Theory]
    [InlineData("DCM SCT SRT SNM3 99SDM LN UCUM FMA RADLEX I10 I9C ICD10 ICD-10 JJ1017 JJ1017T JJ1017-16P JLAC10 MDC NCIt UMLS BI C4 ISO3166_1 ISO639_1 RFC3066 RFC5646 NEU IEEE PUBCHEM_CID MA MAYO")]
    public void Every_published_scheme_keeps_its_codes(string schemes)
    {
        foreach (string scheme in schemes.Split(' '))
        {
            var root = new DataSet();
            DataSet item = root.SetSequence(Tags.ProcedureCodeSequence).Add();
            item.SetString(Tags.CodeValue, "A-1");
            item.SetString(Tags.CodingSchemeDesignator, scheme);
            Edit(root, DeidentificationProfile.Research);
            (item.GetString(Tags.CodeValue), item.GetString(Tags.CodingSchemeDesignator)).ShouldBe(("A-1", scheme));
        }
    }

    [Fact]
    public void A_code_of_a_hospitals_own_scheme_says_nothing_any_more()
    {
        var root = new DataSet();
        DataSet item = root.SetSequence(Tags.ProcedureCodeSequence).Add();
        item.SetString(Tags.LongCodeValue, "KARTE-770001-BEFUND-1");
        item.SetString(Tags.CodingSchemeDesignator, "99ALPHA");
        item.SetString(Tags.CodingSchemeVersion, "α病院 2024");
        item.SetString(Tags.CodeMeaning, "山田様の腹部");
        Edit(root, DeidentificationProfile.Research);
        item.GetString(Tags.LongCodeValue).ShouldBe(new Pseudonyms(Fixtures.Key()).Identifier(PseudonymKind.Identifier, "KARTE-770001-BEFUND-1"));
        item.GetString(Tags.CodingSchemeDesignator).ShouldBe("99LOCAL");
        item.GetString(Tags.CodingSchemeVersion).ShouldBe("1");
        item.GetString(Tags.CodeMeaning).ShouldBe("Local code");
    }

    private static (string?, string?, string?) Triple(DataSet item) => (item.GetString(Tags.CodeValue) ?? "", item.GetString(Tags.CodingSchemeDesignator), item.GetString(Tags.CodeMeaning) ?? "");

    private static string After(DeidentificationProfile profile, Tag tag, Vr vr, string value)
    {
        var root = new DataSet();
        root.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        Set(root, tag, vr, value);
        Edit(root, profile);
        return root.Contains(tag) ? string.Join('\\', root.GetStrings(tag)) : Gone;
    }

    private static void Set(DataSet root, Tag tag, Vr vr, string value)
    {
        if (vr is Vr.UN or Vr.OB) root.SetBytes(tag, vr, System.Text.Encoding.ASCII.GetBytes(value));
        else root.SetString(tag, vr, value);
    }

    private static ActionLog Edit(DataSet root, DeidentificationProfile profile)
    {
        PatientContext patient = Fixtures.Patient with { Names = [Fixtures.Name] };
        var pseudonyms = new ObjectPseudonyms(new Pseudonyms(Fixtures.Key()), profile, patient);
        var text = new PatientText(new TextCleaner(KnownIdentifierReader.Read(new DataSet(), patient), profile.Dates, pseudonyms.Shift));
        var log = new ActionLog();
        root.Edit(new HeaderPolicy(profile, pseudonyms, text, "1.2.840.10008.5.1.4.1.1.9999", log));
        return log;
    }
}
