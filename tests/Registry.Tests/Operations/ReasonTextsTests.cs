using System.Reflection;

namespace Pipeline.Registry.Tests;

public sealed class ReasonTextsTests
{
    public static TheoryData<string> Codes => [.. Constants(typeof(ReasonCodes)), .. Constants(typeof(ConsentReasons)), .. Constants(typeof(LetterReasons)), .. Constants(typeof(DeskReasons)), .. Constants(typeof(EnrolmentReasons)),
        .. ReleaseRules.OfCertified.Select(rule => rule.Id), .. ReleaseRules.OfResearch.Select(rule => rule.Id),
        .. ("package.truncated package.not-decryptable package.tampered package.path package.missing-file package.extra-file package.duplicate-file "
            + "package.hash package.size package.manifest package.limit package.sender package.grant study.two-patients study.two-studies "
            + "study.patient-mismatch study.uid-mismatch study.not-dicom study.unreadable study.instance-conflict study.empty pixels.text-not-located review review.rejected pixels.regions-not-approved pixels.text-found "
            + "photograph.unsupported photograph.corrupt photograph.too-large photograph.hidden-data photograph.not-decoded photograph.before-or-after-procedure "
            + "photograph.not-plainly-mucosa photograph.more-than-field-of-view photograph.procedure-in-doubt photograph.without-study "
            + "delivery.without-record delivery.without-right delivery.missing delivery.deletion-overdue research.without-record research.without-right research.missing research.deletion-overdue").Split(' ')];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_own_sentence_in_both_languages(string code)
    {
        ReasonTexts.Codes.ShouldContain(code);
        ReasonText text = ReasonTexts.Of(code);
        text.Japanese.ShouldEndWith("。");
        text.English.ShouldEndWith(".");
        text.Japanese.ShouldNotBe(text.English);
    }

    [Theory]
    [InlineData("dicom.truncated", "DICOM")]
    [InlineData("pixels.region-outside", "clean")]
    [InlineData("image.unsupported", "decoded")]
    [InlineData("package.of-tomorrow", "package")]
    [InlineData("whatever", "operators")]
    [InlineData("", "operators")]
    public void An_unknown_code_still_gets_a_sentence(string code, string word) => ReasonTexts.Of(code).English.ShouldContain(word);

    private static IEnumerable<string> Constants(Type type)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
