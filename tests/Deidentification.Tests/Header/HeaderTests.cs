using System.Text;
using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

public class HeaderTests
{
    private const string PlantedUid = "1.2.392.999999.4711.31337";

    public static TheoryData<string> Profiles => new("research", "basic", "everything");

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_value_planted_in_every_listed_attribute_survives_at_no_depth(string name)
    {
        DeidentificationProfile profile = name switch
        {
            "basic" => Fixtures.Profile("remove"),
            "everything" => Fixtures.Profile("modified", "retainSafePrivate", "retainPatientCharacteristics", "cleanDescriptors", "cleanStructuredContent", "cleanGraphics"),
            _ => DeidentificationProfile.Research,
        };
        DataSet root = Fixtures.Header();
        PlantAll(root);
        // At the top it makes the object a document, which is quarantined (its own test).
        root.Remove(Tags.EncapsulatedDocument);
        DataSet third = root.SetSequence(Tags.ReferencedSeriesSequence).Add().SetSequence(Tags.ReferencedInstanceSequence).Add().SetSequence(Tags.ReferencedSeriesSequence).Add();
        PlantAll(third);

        (DataSet written, byte[] output) = await Fixtures.Written(root, profile);

        int seen = 0;
        Walk(written, element =>
        {
            seen++;
            string value = string.Join('\\', element.DataSet.GetStrings(element.Tag));
            foreach (string secret in (string[])["山田", "太郎", "Yamada", "YAMADA", "770001", "19550401", PlantedUid, "095Y", "三郎"])
                value.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{element.Tag} holds {secret}");
        });
        seen.ShouldBeGreaterThan(20);
        foreach (byte[] secret in Encoded("山田", "太郎", "ヤマダ").Append(Encoding.ASCII.GetBytes("Yamada")).Append(Encoding.ASCII.GetBytes(PlantedUid)).Append(Encoding.ASCII.GetBytes(Fixtures.PatientId)))
            output.AsSpan().IndexOf(secret).ShouldBe(-1);
    }

    [Fact]
    public async Task Unlisted_attributes_stay_only_as_numbers_codes_and_how_the_image_was_made()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.Manufacturer, "ACME");
        root.SetString(Tags.ManufacturerModelName, "Sono 3");
        root.SetString(Tags.SliceThickness, "2.5");
        root.SetString(Tags.BodyPartExamined, "ABDOMEN");
        root.SetString(Tags.ScanOptions, "not a code");
        root.SetString(Tags.DeviceID, "WARD 5");
        root.SetString(Tags.RetrieveURL, "https://pacs.example.jp/1");
        root.SetBytes(new Tag(0x0009_0010), Vr.LO, "ACME PRIVATE"u8);
        root.SetBytes(new Tag(0x0009_1010), Vr.LO, "anything"u8);
        root.SetBytes(new Tag(0x0018_FFFE), Vr.LO, "unknown"u8);

        (DataSet written, _) = await Fixtures.Written(root);

        written.GetString(Tags.Manufacturer).ShouldBe("ACME");
        written.GetString(Tags.ManufacturerModelName).ShouldBe("Sono 3");
        written.GetDouble(Tags.SliceThickness).ShouldBe(2.5);
        written.GetString(Tags.BodyPartExamined).ShouldBe("ABDOMEN");
        foreach (Tag tag in (Tag[])[Tags.ScanOptions, Tags.DeviceID, Tags.RetrieveURL, new(0x0009_0010), new(0x0009_1010), new(0x0018_FFFE)])
            written.Contains(tag).ShouldBeFalse(tag.ToString());
    }

    [Fact]
    public async Task The_profile_says_what_was_done_with_the_codes_of_cid_7050()
    {
        (DataSet written, _) = await Fixtures.Written(Fixtures.Header());
        written.GetString(Tags.PatientIdentityRemoved).ShouldBe("YES");
        written.GetString(Tags.DeidentificationMethod).ShouldNotBeNull().ShouldContain("2026a");
        written.GetString(Tags.LongitudinalTemporalInformationModified).ShouldBe("MODIFIED");
        Codes(written).ShouldBe(["113100", "113103", "113104", "113105", "113107", "113108"]);
        written.Contains(Tags.BurnedInAnnotation).ShouldBeFalse();
    }

    [Theory]
    [InlineData("retainSafePrivate", "113111")]
    [InlineData("retainUids", "113110")]
    [InlineData("retainDeviceIdentity", "113109")]
    [InlineData("retainInstitutionIdentity", "113112")]
    [InlineData("retainPatientCharacteristics", "113108")]
    [InlineData("cleanDescriptors", "113105")]
    [InlineData("cleanStructuredContent", "113104")]
    [InlineData("cleanGraphics", "113103")]
    public async Task Each_option_has_its_own_code(string option, string code)
    {
        (DataSet written, _) = await Fixtures.Written(Fixtures.Header(), Fixtures.Profile("remove", option));
        Codes(written).ShouldBe(["113100", code]);
        written.GetString(Tags.LongitudinalTemporalInformationModified).ShouldBe("REMOVED");
    }

    [Fact]
    public async Task Full_dates_stay_and_have_their_code()
    {
        (DataSet written, _) = await Fixtures.Written(Fixtures.Header(), Fixtures.Profile("full"));
        written.GetString(Tags.StudyDate).ShouldBe("20250410");
        Codes(written).ShouldBe(["113100", "113106"]);
    }

    [Fact]
    public async Task Intervals_between_dates_of_a_patient_stay_over_files_and_depths()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.SeriesDate, "20250420");
        root.SetString(Tags.AcquisitionDateTime, "20250425101500.5+0900");
        root.SetSequence(Tags.ReferencedSeriesSequence).Add().SetString(Tags.ContentDate, "20240410");
        (DataSet written, _) = await Fixtures.Written(root);

        DateOnly study = written.GetDate(Tags.StudyDate)!.Value;
        study.ShouldBeLessThan(new DateOnly(2025, 4, 10));
        (written.GetDate(Tags.SeriesDate)!.Value.DayNumber - study.DayNumber).ShouldBe(10);
        written.GetString(Tags.AcquisitionDateTime).ShouldBe(study.AddDays(15).ToString("yyyyMMdd") + "101500.5+0900");
        (study.DayNumber - written.GetItems(Tags.ReferencedSeriesSequence)[0].GetDate(Tags.ContentDate)!.Value.DayNumber).ShouldBe(365);
    }

    [Fact]
    public async Task Uids_agree_over_files_and_references()
    {
        DataSet first = Fixtures.Header(instance: "1.2.392.999999.1.1");
        DataSet second = Fixtures.Header(instance: "1.2.392.999999.1.2");
        DataSet reference = second.SetSequence(Tags.ReferencedSeriesSequence).Add();
        reference.SetString(Tags.SeriesInstanceUID, first.GetString(Tags.SeriesInstanceUID)!);
        DataSet instance = reference.SetSequence(Tags.ReferencedImageSequence).Add();
        instance.SetString(Tags.ReferencedSOPClassUID, "1.2.840.10008.5.1.4.1.1.6.1");
        instance.SetString(Tags.ReferencedSOPInstanceUID, "1.2.392.999999.1.1");
        (DataSet one, byte[] output) = await Fixtures.Written(first);
        (DataSet two, _) = await Fixtures.Written(second);

        DataSet kept = two.GetItems(Tags.ReferencedSeriesSequence)[0];
        kept.GetString(Tags.SeriesInstanceUID).ShouldBe(one.GetString(Tags.SeriesInstanceUID));
        kept.GetItems(Tags.ReferencedImageSequence)[0].GetString(Tags.ReferencedSOPInstanceUID).ShouldBe(one.GetString(Tags.SOPInstanceUID));
        kept.GetItems(Tags.ReferencedImageSequence)[0].GetString(Tags.ReferencedSOPClassUID).ShouldBe("1.2.840.10008.5.1.4.1.1.6.1");
        two.GetString(Tags.StudyInstanceUID).ShouldBe(one.GetString(Tags.StudyInstanceUID));
        two.GetString(Tags.PatientID).ShouldBe(one.GetString(Tags.PatientID));
        DicomFile.Open(new MemoryStream(output)).Meta.GetString(Tags.MediaStorageSOPInstanceUID).ShouldBe(one.GetString(Tags.SOPInstanceUID));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_bytes_and_another_key_other_pseudonyms()
    {
        (DataSet first, byte[] output) = await Fixtures.Written(Fixtures.Header());
        (_, byte[] again) = await Fixtures.Written(Fixtures.Header());
        (DataSet other, _) = await Fixtures.Written(Fixtures.Header(), key: Fixtures.Key(5));
        again.ShouldBe(output);
        foreach (Tag tag in (Tag[])[Tags.PatientID, Tags.StudyInstanceUID, Tags.AccessionNumber, Tags.StudyDate])
            other.GetString(tag).ShouldNotBe(first.GetString(tag));
    }

    [Fact]
    public async Task Safe_private_attributes_stay_by_option_with_their_creator_and_no_others()
    {
        DataSet root = Fixtures.Header();
        root.SetBytes(new Tag(0x0019_0010), Vr.LO, "SIEMENS MR HEADER"u8);
        root.SetBytes(new Tag(0x0019_100C), Vr.IS, "1000"u8);
        root.SetBytes(new Tag(0x0019_1099), Vr.LO, "anything"u8);
        root.SetBytes(new Tag(0x0021_0010), Vr.LO, "SOMEBODY"u8);
        (DataSet kept, _) = await Fixtures.Written(root, Fixtures.Profile("modified", "retainSafePrivate"));
        kept.GetString(new Tag(0x0019_0010)).ShouldBe("SIEMENS MR HEADER");
        kept.GetString(new Tag(0x0019_100C)).ShouldBe("1000");
        kept.Contains(new Tag(0x0019_1099)).ShouldBeFalse();
        kept.Contains(new Tag(0x0021_0010)).ShouldBeFalse();

        (DataSet removed, _) = await Fixtures.Written(root);
        removed.Contains(new Tag(0x0019_0010)).ShouldBeFalse();
        removed.Contains(new Tag(0x0019_100C)).ShouldBeFalse();
    }

    [Fact]
    public async Task Descriptors_are_cleaned_and_dropped_where_doubtful()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.StudyDescription, "腹部エコー 山田太郎");
        root.SetString(Tags.SeriesDescription, "腹部 ルーチン");
        root.SetString(Tags.ImageComments, "佐藤");
        (DataSet written, _) = await Fixtures.Written(root);
        written.GetString(Tags.StudyDescription).ShouldBe("腹部エコー ***");
        written.GetString(Tags.SeriesDescription).ShouldBe("腹部 ルーチン");
        written.Contains(Tags.ImageComments).ShouldBeFalse();
        written.GetString(Tags.SpecificCharacterSet).ShouldBe("ISO_IR 192");
    }

    [Fact]
    public async Task Report_text_names_and_dates_are_cleaned_at_every_depth()
    {
        DataSet root = Fixtures.Header("1.2.840.10008.5.1.4.1.1.88.11");
        DataSet container = root.SetSequence(Tags.ContentSequence).Add();
        container.SetString(Tags.ValueType, "CONTAINER");
        Sequence items = container.SetSequence(Tags.ContentSequence);
        Item(items, "TEXT").SetString(Tags.TextValue, "山田太郎 肝嚢胞 12mm");
        Item(items, "TEXT").SetString(Tags.TextValue, "佐藤");
        Item(items, "PNAME").SetString(Tags.PersonName, "鈴木^花子");
        Item(items, "DATE").SetString(Tags.Date, "20250410");
        (DataSet written, _) = await Fixtures.Written(root);

        IReadOnlyList<DataSet> cleaned = written.GetItems(Tags.ContentSequence)[0].GetItems(Tags.ContentSequence);
        cleaned[0].GetString(Tags.TextValue).ShouldBe("*** 肝嚢胞 12mm");
        cleaned[1].GetString(Tags.TextValue).ShouldBe("REMOVED");
        cleaned[2].GetString(Tags.PersonName).ShouldBe("REMOVED");
        cleaned[3].GetString(Tags.Date).ShouldBe(written.GetString(Tags.StudyDate));
    }

    [Fact]
    public async Task Codes_of_published_schemes_stay_and_a_hospitals_own_become_pseudonyms()
    {
        DataSet root = Fixtures.Header();
        Sequence codes = root.SetSequence(Tags.ProcedureCodeSequence);
        Code(codes, "P5-B3000", "SRT", "Ultrasound of abdomen");
        Code(codes, "KARTE770001", "99ALPHA", "山田様の腹部");
        (DataSet written, _) = await Fixtures.Written(root);
        IReadOnlyList<DataSet> kept = written.GetItems(Tags.ProcedureCodeSequence);
        kept[0].GetString(Tags.CodeValue).ShouldBe("P5-B3000");
        kept[0].GetString(Tags.CodeMeaning).ShouldBe("Ultrasound of abdomen");
        kept[1].GetString(Tags.CodeValue).ShouldNotBeNull().Length.ShouldBe(16);
        kept[1].GetString(Tags.CodeMeaning).ShouldBe("Local code");
    }

    [Fact]
    public async Task An_exception_of_the_profile_is_carried_out_and_stands_in_the_report()
    {
        DeidentificationProfile profile = DeidentificationProfile.Parse("""
            {"name":"test","dates":{"mode":"modified"},"options":["cleanPixelData","retainPatientCharacteristics"],
             "exceptions":[{"tag":"0010,1030","action":"remove","reason":"weight is not needed here"},{"tag":"0018,1003","action":"clean","reason":"probe identity is the subject"}]}
            """);
        DataSet root = Fixtures.Header();
        root.SetString(Tags.PatientWeight, "70");
        root.SetString(Tags.DeviceID, "Probe 7");
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(root), profile);
        DataSet written = DicomFile.Open(new MemoryStream(output)).DataSet;
        written.Contains(Tags.PatientWeight).ShouldBeFalse();
        written.GetString(Tags.DeviceID).ShouldBe("Probe 7");
        string line = outcome.ShouldBeOfType<Deidentified>().Record.ToJsonLine();
        line.ShouldContain("{\"place\":\"0010,1030\",\"outcome\":\"removed\",\"source\":\"exception\"");
        line.ShouldNotContain("\n");
    }

    [Fact]
    public async Task The_report_names_every_place_and_no_old_value()
    {
        DataSet root = Fixtures.Header();
        root.SetString(Tags.StudyDescription, "山田太郎 腹部");
        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root));
        string line = outcome.ShouldBeOfType<Deidentified>().Record.ToJsonLine();
        line.ShouldContain("\"place\":\"0008,1030\",\"outcome\":\"cleaned\",\"source\":\"table\",\"rule\":\"remove\",\"option\":\"cleanDescriptors\",\"findings\":[\"patientName\"]");
        foreach (string secret in (string[])["山田", "Yamada", Fixtures.PatientId, "ACC-4711", "鈴木", "α病院"]) line.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.1", DeidentificationReason.Unjudged)]
    [InlineData("1.2.840.10008.5.1.4.1.1.66", DeidentificationReason.Unjudged)]
    [InlineData("1.2.840.10008.5.1.4.1.1.9.1.1", DeidentificationReason.Unjudged)]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", DeidentificationReason.Unjudged)]
    [InlineData("1.2.3.4.5", DeidentificationReason.UnknownSopClass)]
    public async Task Objects_that_cannot_be_judged_are_quarantined(string sopClass, string reason)
    {
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Fixtures.FileOf(Fixtures.Header(sopClass)));
        outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(reason);
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_of_another_patient_is_quarantined()
    {
        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(Fixtures.Header()), patient: Fixtures.Patient with { PatientId = "ALPHA-2" });
        outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(DeidentificationReason.OtherPatient);
    }

    private static DataSet Item(Sequence items, string type)
    {
        DataSet item = items.Add();
        item.SetString(Tags.ValueType, type);
        return item;
    }

    private static void Code(Sequence codes, string value, string scheme, string meaning)
    {
        DataSet item = codes.Add();
        item.SetString(Tags.CodeValue, value);
        item.SetString(Tags.CodingSchemeDesignator, scheme);
        item.SetString(Tags.CodeMeaning, meaning);
    }

    private static string[] Codes(DataSet written)
        => [.. written.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue)!)];

    private static void PlantAll(DataSet target)
    {
        foreach (Tag tag in BasicProfile.Tags.Concat([new Tag(0x5000_0005), new Tag(0x5002_3000), new Tag(0x6000_3000), new Tag(0x6000_4000), new Tag(0x0029_1010)]))
        {
            if (tag.Group is 0x0000 or 0x0002 or 0x0004 || tag.Group >= 0xFFFA || tag == Tags.SOPInstanceUID || tag == Tags.PatientID) continue;
            Plant(target, tag);
        }
    }

    private static void Plant(DataSet target, Tag tag)
    {
        Vr vr = DicomDictionary.VrOf(tag);
        switch (vr)
        {
            case Vr.SQ:
                DataSet item = target.SetSequence(tag).Add();
                item.SetString(Tags.PatientName, Fixtures.Name);
                item.SetString(Tags.TextValue, "山田太郎 三郎様");
                item.SetString(Tags.StudyDescription, "ﾔﾏﾀﾞ ﾀﾛｳ " + Fixtures.PatientId);
                item.SetString(Tags.ReferencedSOPInstanceUID, PlantedUid);
                break;
            case Vr.DA: target.SetString(tag, vr, "19550401"); break;
            case Vr.DT: target.SetString(tag, vr, "19550401121212"); break;
            case Vr.TM: target.SetString(tag, vr, "121212"); break;
            case Vr.UI: target.SetString(tag, vr, PlantedUid); break;
            case Vr.AS: target.SetString(tag, vr, "095Y"); break;
            case Vr.PN: target.SetString(tag, vr, Fixtures.Name); break;
            case Vr.AE: target.SetString(tag, vr, "YAMADA"); break;
            case Vr.CS: target.SetString(tag, vr, "O"); break;
            case Vr.IS or Vr.DS: target.SetString(tag, vr, "1"); break;
            case Vr.SH: target.SetString(tag, vr, "山田太郎"); break;
            case Vr.LO or Vr.ST or Vr.LT or Vr.UT or Vr.UC: target.SetString(tag, vr, "山田 太郎 " + Fixtures.PatientId + " Yamada"); break;
            case Vr.UR: target.SetString(tag, vr, "https://example.jp/Yamada"); break;
            case Vr.OB or Vr.UN: target.SetBytes(tag, vr, Encoded("山田")[1]); break;
            default: target.SetBytes(tag, vr, new byte[8]); break;
        }
    }

    private static byte[][] Encoded(params string[] texts)
        => [.. texts.SelectMany(text => new[] { 65001, 932, 51932, 1200, 1201 }.Select(page => (page == 65001 ? Encoding.UTF8 : page == 1200 ? Encoding.Unicode : page == 1201 ? Encoding.BigEndianUnicode : CodePagesEncodingProvider.Instance.GetEncoding(page)!).GetBytes(text)))];

    private static void Walk(DataSet dataSet, Action<Element> visit)
    {
        foreach (Element element in dataSet)
        {
            if (element.Items is { } items)
            {
                foreach (DataSet item in items) Walk(item, visit);
            }
            else visit(element);
        }
    }
}
