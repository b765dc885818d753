using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>What the pass says about itself, for every treatment of the pixels and every option.</summary>
public class WrittenTableTests
{
    [Theory]
    [InlineData(PixelTreatment.None, "113100", null, null)]
    [InlineData(PixelTreatment.Passed, "113100", null, null)]
    [InlineData(PixelTreatment.KnownClean, "113100", null, null)]
    [InlineData(PixelTreatment.MaskedByRegions, "113100 113101", "NO", null)]
    [InlineData(PixelTreatment.MaskedByDeviceRule, "113100 113101", "NO", null)]
    [InlineData(PixelTreatment.FaceRemoved, "113100 113101 113102", null, "NO")]
    public void Of_the_pixels_only_what_was_done_is_claimed(PixelTreatment pixels, string codes, string? annotation, string? features)
    {
        (DataSet root, ActionLog log) = Written(Fixtures.Profile("remove"), pixels);
        root.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue)).ShouldBe(codes.Split(' '));
        root.GetString(Tags.BurnedInAnnotation).ShouldBe(annotation);
        root.GetString(Tags.RecognizableVisualFeatures).ShouldBe(features);

        List<Tag> written = [Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence, Tags.LongitudinalTemporalInformationModified];
        if (annotation is not null) written.Add(Tags.BurnedInAnnotation);
        if (features is not null) written.Add(Tags.RecognizableVisualFeatures);
        log.Actions.Select(action => action.Tag).ShouldBe(written);
        log.Actions.ShouldAllBe(action => action.Outcome == AttributeOutcome.Written && action.Source == RuleSource.Profile);
    }

    /// <summary>CID 7050, code by code.</summary>
    [Fact]
    public void Each_code_has_its_scheme_and_its_meaning()
    {
        DeidentificationProfile full = Fixtures.Profile(
            "full", "retainSafePrivate", "retainUids", "retainDeviceIdentity", "retainInstitutionIdentity", "retainPatientCharacteristics", "cleanDescriptors", "cleanStructuredContent", "cleanGraphics");
        Triples(Written(full, PixelTreatment.FaceRemoved).Root).ShouldBe(
            [
                "113100 DCM Basic Application Confidentiality Profile",
                "113101 DCM Clean Pixel Data Option",
                "113102 DCM Clean Recognizable Visual Features Option",
                "113103 DCM Clean Graphics Option",
                "113104 DCM Clean Structured Content Option",
                "113105 DCM Clean Descriptors Option",
                "113106 DCM Retain Longitudinal Temporal Information Full Dates Option",
                "113108 DCM Retain Patient Characteristics Option",
                "113109 DCM Retain Device Identity Option",
                "113110 DCM Retain UIDs Option",
                "113111 DCM Retain Safe Private Option",
                "113112 DCM Retain Institution Identity Option",
            ]);
        Triples(Written(Fixtures.Profile(), PixelTreatment.None).Root)[1].ShouldBe("113107 DCM Retain Longitudinal Temporal Information Modified Dates Option");
    }

    [Theory]
    [InlineData("full", "UNMODIFIED")]
    [InlineData("modified", "MODIFIED")]
    [InlineData("remove", "REMOVED")]
    public void The_method_names_edition_and_profile_and_what_became_of_dates(string dates, string expected)
    {
        DataSet root = Written(Fixtures.Profile(dates), PixelTreatment.None).Root;
        root.GetString(Tags.PatientIdentityRemoved).ShouldBe("YES");
        root.GetString(Tags.DeidentificationMethod).ShouldBe("PS3.15 2026a, profile test");
        root.GetString(Tags.LongitudinalTemporalInformationModified).ShouldBe(expected);
    }

    [Fact]
    public void What_the_sender_said_of_such_attributes_is_none_of_the_passs_words()
    {
        Tag[] own =
        [
            Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence, Tags.LongitudinalTemporalInformationModified,
            Tags.BurnedInAnnotation, Tags.RecognizableVisualFeatures,
        ];
        own.ShouldAllBe(tag => WrittenAttributes.Contains(tag));
        WrittenAttributes.Contains(Tags.PatientName).ShouldBeFalse();
    }

    private static (DataSet Root, ActionLog Log) Written(DeidentificationProfile profile, PixelTreatment pixels)
    {
        var root = new DataSet();
        var log = new ActionLog();
        WrittenAttributes.Write(root, profile, pixels, log);
        return (root, log);
    }

    private static string[] Triples(DataSet root)
        => [.. root.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => $"{item.GetString(Tags.CodeValue)} {item.GetString(Tags.CodingSchemeDesignator)} {item.GetString(Tags.CodeMeaning)}")];
}
