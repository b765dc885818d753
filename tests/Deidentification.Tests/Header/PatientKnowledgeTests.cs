using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>What is gathered of one patient, how long it is kept, and which pseudonyms its objects share.</summary>
public class PatientKnowledgeTests
{
    private static readonly DateShift Shift = new(10);

    [Fact]
    public void Names_numbers_and_places_are_gathered_at_every_depth_besides_what_the_registry_knows()
    {
        DataSet root = Fixtures.Header();
        DataSet item = root.SetSequence(Tags.ReferencedStudySequence).Add().SetSequence(Tags.ReferencedSeriesSequence).Add();
        item.SetString(Tags.OtherPatientNames, "Yamada^Jiro");
        item.SetString(Tags.OperatorsName, "佐藤^三郎\\伊藤^四郎");
        item.SetString(Tags.AdmissionID, "ADM-1");
        item.SetString(Tags.PatientAddress, "架空町1");
        item.SetString(Tags.StudyDescription, "腹部");
        item.SetString(Tags.PatientBirthName, "");

        KnownIdentifiers known = KnownIdentifierReader.Read(root, Fixtures.Patient with { Names = ["Registered Name"] });

        known.PatientNames.ShouldBe(["Registered Name", "Yamada^Jiro", Fixtures.Name], ignoreOrder: true);
        known.OtherNames.ShouldBe(["鈴木^花子", "佐藤^三郎", "伊藤^四郎"], ignoreOrder: true);
        known.Numbers.ShouldBe([Fixtures.PatientId, Fixtures.PatientId, "ACC-4711-99", "ADM-1"], ignoreOrder: true);
        known.Institutions.ShouldBe(["α病院", "α病院", "架空町1"], ignoreOrder: true);
        known.BirthDate.ShouldBe(Fixtures.BirthDate);
    }

    [Fact]
    public void The_registrys_birth_date_goes_before_the_objects_and_what_is_no_date_is_none()
    {
        DataSet root = Fixtures.Header();
        KnownIdentifierReader.Read(root, Fixtures.Patient with { BirthDate = new DateOnly(1960, 1, 1) }).BirthDate.ShouldBe(new DateOnly(1960, 1, 1));
        root.SetString(Tags.PatientBirthDate, "unknown");
        KnownIdentifierReader.Read(root, Fixtures.Patient).BirthDate.ShouldBeNull();
        root.Remove(Tags.PatientBirthDate);
        KnownIdentifierReader.Read(root, Fixtures.Patient).BirthDate.ShouldBeNull();
    }

    [Fact]
    public void The_cleaner_of_a_patient_is_kept_while_the_same_is_known_and_no_longer()
    {
        KnownIdentifiers known = new() { PatientNames = ["A"], OtherNames = ["B"], Numbers = ["C"], Institutions = ["D"], BirthDate = new DateOnly(1960, 1, 1) };
        KnownIdentifiers[] others =
        [
            known with { PatientNames = ["A", "B"], OtherNames = [] },
            known with { OtherNames = ["B", "C"], Numbers = [] },
            known with { Numbers = ["C", "D"], Institutions = [] },
            known with { PatientNames = ["AB"], OtherNames = [] },
            known with { PatientNames = [] },
            known with { OtherNames = [] },
            known with { Numbers = [] },
            known with { Institutions = [] },
            known with { BirthDate = new DateOnly(1960, 1, 2) },
            known with { BirthDate = null },
        ];
        var cache = new PatientCache();
        PatientText first = PatientText.Of(known, DatesMode.Modified, Shift, cache);
        PatientText.Of(known with { PatientNames = ["A"] }, DatesMode.Modified, Shift, cache).ShouldBeSameAs(first);
        PatientText.Of(known, DatesMode.Full, Shift, cache).ShouldNotBeSameAs(first);
        PatientText.Of(known, DatesMode.Modified, new DateShift(11), cache).ShouldNotBeSameAs(first);
        HashSet<PatientText> cleaners = [first, .. others.Select(other => PatientText.Of(other, DatesMode.Modified, Shift, cache))];
        cleaners.Count.ShouldBe(1 + others.Length);
    }

    [Fact]
    public void Short_texts_are_cleaned_once_and_long_ones_are_not_kept()
    {
        var text = new PatientText(new TextCleaner(new KnownIdentifiers { PatientNames = ["山田^太郎"] }, DatesMode.Modified, Shift));
        string atMost = "山田太郎 " + new string('a', 59);
        text.Clean(atMost).Text.ShouldBe("*** " + new string('a', 59));
        text.Clean(atMost).ShouldBeSameAs(text.Clean(atMost));
        text.Clean(atMost + "a").Text.ShouldBe("*** " + new string('a', 60));
        text.Clean(atMost + "a").ShouldNotBeSameAs(text.Clean(atMost + "a"));
    }

    [Fact]
    public void Uids_stay_by_option_where_their_attribute_lets_them_and_are_valid_and_registered_ones_always()
    {
        ObjectPseudonyms kept = Of(Fixtures.Profile("remove", "retainUids")), replaced = Of(Fixtures.Profile("remove"));
        kept.Uid("1.2.392.999999.5").ShouldBe("1.2.392.999999.5");
        kept.Uid("1.2.392.999999.5", mayStay: false).ShouldStartWith("2.25.");
        kept.Uid("1.2.Ward").ShouldStartWith("2.25.");
        replaced.Uid("1.2.392.999999.5").ShouldBe(new Pseudonyms(Fixtures.Key()).Uid("1.2.392.999999.5").Value);
        replaced.Uid("1.2.392.999999.5").ShouldBeSameAs(replaced.Uid("1.2.392.999999.5"));
        replaced.Uid("1.2.840.10008.5.1.4.1.1.2", mayStay: false).ShouldBe("1.2.840.10008.5.1.4.1.1.2");
        replaced.IsKept("1.2.392.999999.5").ShouldBeFalse();
    }

    [Fact]
    public void A_patients_pseudonym_and_shift_are_those_of_the_key_and_the_profile()
    {
        ObjectPseudonyms patient = Of(DeidentificationProfile.Research);
        patient.Patient.ShouldBe("VW4KNH5YTNUKFFZ5");
        patient.Shift.Days.ShouldBe(57);
    }

    private static ObjectPseudonyms Of(DeidentificationProfile profile) => new(new Pseudonyms(Fixtures.Key()), profile, Fixtures.Patient);
}
