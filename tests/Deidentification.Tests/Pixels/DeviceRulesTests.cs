using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

public class DeviceRulesTests
{
    private const string UltrasoundCine = "1.2.840.10008.5.1.4.1.1.3.1";
    private static readonly MaskRectangle Strip = new(0, 0, 640, 40);
    private static readonly MaskRectangle Corner = new(600, 400, 40, 40);

    private static DeviceSignature Signature { get; } = new("MAKER", "Model (1+)", "1.0\\2.0", UltrasoundCine, true, 480, 640, "RGB", "1/1:10,50,600,400");

    /// <summary>domain.md's table, row by row.</summary>
    [Theory]
    [InlineData("TOSHIBA", "Aplio A300", 720, 960, 60)]
    [InlineData("TOSHIBA", "Aplio A400", 720, 960, 60)]
    [InlineData("CANON_MEC", "Aplio A500", 720, 960, 60)]
    [InlineData("TOSHIBA_MEC_US", "TUS-X200", 720, 960, 60)]
    [InlineData("TOSHIBA", "SSH-880CV", 720, 960, 60)]
    [InlineData("TOSHIBA_MEC", "TUS-AI700", 960, 1280, 72)]
    [InlineData("TOSHIBA", "Aplio XG", 600, 800, 40)]
    [InlineData("TOSHIBA", "Xario", 600, 800, 40)]
    [InlineData("TOSHIBA", "Viamo", 600, 800, 56)]
    [InlineData("ALOKA CO., LTD.", "SSD-5500", 480, 640, 25)]
    [InlineData("ALOKA", "SSD-ALPHA10", 600, 800, 56)]
    [InlineData("Hitachi-Aloka", "ProSound F75", 768, 1024, 56)]
    [InlineData("Hitachi Aloka Medical,Ltd.", "Noblus", 600, 800, 48)]
    [InlineData("Hitachi Medical Corporation", "HI VISION Preirus", 768, 1024, 60)]
    [InlineData("HITACHI", "HI VISION Avius", 768, 1280, 74)]
    public void The_strips_of_public_rule_sets_are_known(string manufacturer, string model, int rows, int columns, int height)
    {
        DeviceRuling ruling = DeviceRules.Known.Judge(Signature with { Manufacturer = manufacturer, Model = model, Rows = rows, Columns = columns });

        ruling.Hidden.ShouldHaveSingleItem().Clip(columns, rows).ShouldBe(new PixelRectangle(0, 0, columns, height));
        (ruling.IsClean, ruling.TrustsRegions).ShouldBe((false, false));
        ruling.Rules.ShouldHaveSingleItem().ShouldEndWith("@1");
    }

    [Theory]
    [InlineData("another size", "TOSHIBA", "Aplio A500", 720, 961, UltrasoundCine)]
    [InlineData("another maker", "ACME", "Aplio A500", 720, 960, UltrasoundCine)]
    [InlineData("a maker that only contains the name", "NOT TOSHIBA", "Aplio A500", 720, 960, UltrasoundCine)]
    [InlineData("a captured screen", "TOSHIBA", "Aplio A500", 720, 960, "1.2.840.10008.5.1.4.1.1.7")]
    public void Known_strips_are_for_nothing_else(string what, string manufacturer, string model, int rows, int columns, string sopClass)
        => DeviceRules.Known.Judge(Signature with { Manufacturer = manufacturer, Model = model, Rows = rows, Columns = columns, SopClassUid = sopClass }).Rules.ShouldBeEmpty(what);

    [Fact]
    public void Every_known_rule_tells_its_source()
        => KnownDeviceRules.All.ShouldAllBe(rule => rule.Why.Contains("published") && rule.ApprovedBy == KnownDeviceRules.Approver && rule.Version == 1);

    [Fact]
    public void A_rule_made_of_a_sample_matches_that_signature_alone()
    {
        Func<DeviceSignature, bool> matches = DeviceMatch.Of(Signature).Compile();

        matches(Signature).ShouldBeTrue();
        matches(Signature with { Manufacturer = "maker" }).ShouldBeTrue();
        foreach (DeviceSignature other in (DeviceSignature[])
        [
            Signature with { Manufacturer = "MAKERS" }, Signature with { Model = "Model (11)" }, Signature with { SoftwareVersions = "1.0" }, Signature with { Rows = 481 },
            Signature with { Columns = 1 }, Signature with { SopClassUid = "1.2.840.10008.5.1.4.1.1.7" }, Signature with { IsOriginal = false },
            Signature with { PhotometricInterpretation = "YBR_FULL" }, Signature with { Regions = "" },
        ])
            matches(other).ShouldBeFalse(other.ToString());
    }

    [Fact]
    public void What_a_reviewer_lets_differ_may_differ()
    {
        Func<DeviceSignature, bool> matches = DeviceMatch.Of(Signature, [DeviceAttribute.SoftwareVersions, DeviceAttribute.PhotometricInterpretation, DeviceAttribute.Regions]).Compile();

        matches(Signature with { SoftwareVersions = "9", PhotometricInterpretation = "MONOCHROME2", Regions = "" }).ShouldBeTrue();
        matches(Signature with { Model = "other" }).ShouldBeFalse();
    }

    [Fact]
    public void Where_rules_differ_the_most_is_hidden()
    {
        DeviceRuling ruling = new DeviceRules(Rule("a@1", DeviceTreatment.Clean), Rule("b@1", DeviceTreatment.Mask, Strip), Rule("c@2", DeviceTreatment.Mask, Corner)).Judge(Signature);

        ruling.IsClean.ShouldBeFalse();
        ruling.Hidden.ShouldBe([new PixelRectangle(0, 0, 640, 40), new PixelRectangle(600, 400, 40, 40)]);
        ruling.Rules.ShouldBe(["a@1", "b@1", "c@2"]);
    }

    [Fact]
    public void A_rule_taken_back_says_nothing()
        => new DeviceRules(Rule("a@2", DeviceTreatment.Retired)).Judge(Signature).Rules.ShouldBeEmpty();

    [Fact]
    public void Signatures_are_equal_by_every_part_of_them()
    {
        Signature.Hash().ShouldBe((Signature with { }).Hash());
        Signature.Hash().ShouldNotBe((Signature with { Regions = "" }).Hash());
        Signature.Hash().ShouldNotBe((Signature with { Manufacturer = "MAKERM", Model = "odel (1+)" }).Hash());
    }

    private static DeviceRule Rule(string name, DeviceTreatment treatment, params MaskRectangle[] hidden) => new(name, DeviceMatch.Of(Signature), treatment, hidden: hidden);
}
