using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>Approved regions, then device rules, then modality: each alone and all together.</summary>
public class PixelPolicyTests
{
    private static readonly MaskRectangle InsideRegion = new(40, 50, 16, 16);

    [Fact]
    public async Task Regions_of_a_device_that_nobody_approved_do_not_count()
    {
        Quarantined held = (await Run(Rules())).ShouldBeOfType<Quarantined>();

        held.Reason.ShouldBe(ReviewReasons.Waiting);
        held.Review.ShouldNotBeNull().Reason.ShouldBe(DeidentificationReason.RegionsNotApproved);
        held.Review.Signature.Regions.ShouldBe("1/1:16,32,111,87");
    }

    [Fact]
    public async Task Approved_regions_and_a_rule_hide_what_lies_outside_and_what_the_rule_says_inside()
    {
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Cine.File(jpeg: false), rules: Rules(Rule(true, DeviceTreatment.Mask, InsideRegion)));

        outcome.ShouldBeOfType<Deidentified>().Record.Pixels.ShouldBe(PixelTreatment.MaskedByRegions);
        DisplayImage frame = Cine.Decode(output)[^1];
        for (int y = 0; y < Cine.Height; y++)
        {
            for (int x = 0; x < Cine.Width; x++)
            {
                bool hidden = !Cine.Region.Contains(x, y) || new PixelRectangle(40, 50, 16, 16).Contains(x, y);
                (frame[x, y].ToArray().Max() == 0).ShouldBe(hidden, $"{x},{y}");
            }
        }
    }

    [Fact]
    public async Task Regions_taken_as_they_are_need_no_approval()
    {
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier(Rules()) { TrustRegions = true }.DeidentifyAsync(
            new MemoryStream(await Cine.File(jpeg: true)), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key());

        outcome.ShouldBeOfType<Deidentified>().Record.Pixels.ShouldBe(PixelTreatment.MaskedByRegions);
    }

    [Theory]
    [InlineData("exceeds the image", 0, 0, 200, 90, 1, 1, PixelReasons.RegionOutsideImage)]
    [InlineData("covers the frame", 0, 0, 127, 95, 1, 1, PixelReasons.RegionCoversFrame)]
    [InlineData("is graphics", 16, 32, 111, 87, 5, 1, PixelReasons.RegionsHoldNoImage)]
    [InlineData("is empty", 50, 50, 50, 50, 1, 1, PixelReasons.RegionEmpty)]
    public async Task Regions_that_cannot_be_true_never_count(string what, int left, int top, int right, int bottom, int format, int type, string reason)
    {
        DataSet root = Cine.Header(jpeg: false);
        DataSet region = root.GetItems(Tags.SequenceOfUltrasoundRegions)[0];
        region.SetInts(Tags.RegionLocationMinX0, left);
        region.SetInts(Tags.RegionLocationMinY0, top);
        region.SetInts(Tags.RegionLocationMaxX1, right);
        region.SetInts(Tags.RegionLocationMaxY1, bottom);
        region.SetInts(Tags.RegionSpatialFormat, format);
        region.SetInts(Tags.RegionDataType, type);

        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)), rules: Rules(Rule(true, DeviceTreatment.Mask)));

        outcome.ShouldBeOfType<Quarantined>(what).Review.ShouldNotBeNull().Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_device_known_to_be_clean_passes_as_it_is_and_nothing_is_claimed(bool jpeg)
    {
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Cine.File(jpeg), rules: Rules(Rule(false, DeviceTreatment.Clean)));

        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record.Pixels.ShouldBe(PixelTreatment.KnownClean);
        Cine.Decode(output)[0][Cine.Text.Left + 1, Cine.Text.Top].ToArray().Max().ShouldBeGreaterThan((byte)150);
        DicomFile.Open(new MemoryStream(output)).DataSet.Contains(Tags.BurnedInAnnotation).ShouldBeFalse();
    }

    [Fact]
    public async Task A_decision_about_one_study_is_a_rule_for_its_images()
    {
        var decision = new ReviewDecision
        {
            Id = Guid.Parse("00000000-0000-0000-0000-000000000001"), ItemId = default, Verdict = ReviewVerdict.Mask, Hidden = [new MaskRectangle(0, 0, Cine.Width, 16)], Why = "-", By = "-", At = default,
        };
        DeviceSignature signature = (await Run(Rules())).ShouldBeOfType<Quarantined>().Review!.Signature;

        DeidentificationRecord record = (await Run(Rules(DeviceRule.Of(decision, signature)))).ShouldBeOfType<Deidentified>().Record;

        record.DeviceRules.ShouldBe(["study:00000000-0000-0000-0000-000000000001"]);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", "OT")]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.1", "ES")]
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1.4", "XC")]
    [InlineData("1.2.840.10008.5.1.4.1.1.12.1", "XA")]
    [InlineData("1.2.840.10008.5.1.4.1.1.12.2", "RF")]
    [InlineData("1.2.840.10008.5.1.4.1.1.1", "CR")]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", "US")]
    public async Task What_no_rule_speaks_of_waits_for_a_reviewer(string sopClass, string modality)
    {
        DataSet root = Cine.Header(jpeg: false, regions: false);
        root.SetString(Tags.SOPClassUID, sopClass);
        root.SetString(Tags.Modality, modality);

        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)));

        outcome.ShouldBeOfType<Quarantined>().Review.ShouldNotBeNull().Reason.ShouldBe(DeidentificationReason.TextNotLocated);
    }

    [Fact]
    public async Task A_rule_finding_captures_clean_does_not_let_a_face_pass()
    {
        DataSet root = Cine.Header(jpeg: false, regions: false);
        root.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7");
        root.SetString(Tags.Modality, "CT");
        root.SetString(Tags.BodyPartExamined, "HEAD");
        var clean = new DeviceRule("clean@1", new DeviceMatch(), DeviceTreatment.Clean);

        (DeidentificationOutcome outcome, _) = await Fixtures.Run(await Fixtures.FileOf(root, Cine.Pixels(jpeg: false)), rules: Rules(clean));

        outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    private static DeviceRules Rules(params DeviceRule[] rules) => new(rules);

    private static DeviceRule Rule(bool trusts, DeviceTreatment treatment, params MaskRectangle[] hidden)
        => new("test@1", new DeviceMatch { Rows = Cine.Height, Columns = Cine.Width }, treatment, trusts, hidden);

    private static async Task<DeidentificationOutcome> Run(DeviceRules rules) => (await Fixtures.Run(await Cine.File(jpeg: false), rules: rules)).Outcome;
}
