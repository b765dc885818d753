using Pipeline.Imaging;
using Pipeline.Imaging.Text;

namespace Pipeline.Deidentification.Tests;

public class OcrTests
{
    private static readonly KnownIdentifiers Known = new()
    {
        PatientNames = [Fixtures.Name], Numbers = [Fixtures.PatientId, "12"], BirthDate = Fixtures.BirthDate,
    };

    [Theory]
    [InlineData("山 田 太 郎", true)]
    [InlineData("Liver  YAMADA", true)]
    [InlineData("ヤマダ タロウ", true)]
    [InlineData("ID ALPHA 770001", true)]
    [InlineData("生年月日 1955/04/01", true)]
    [InlineData("昭和30年4月1日", true)]
    [InlineData("", false)]
    [InlineData("12 cm  MI 1.2  2025/04/10", false)]
    [InlineData("肝 右葉", false)]
    public void A_text_names_the_patient_in_any_spelling(string read, bool names)
        => new OcrCheck(new Reading(""), Known).Names("\n" + read + "\n").ShouldBe(names);

    [Theory]
    [InlineData("山田太郎", false)]
    [InlineData("MI 1.2", true)]
    public async Task An_object_whose_masked_frames_still_name_the_patient_is_quarantined(string read, bool released)
    {
        var reader = new Reading(read);
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier(Fixtures.Rules) { Ocr = reader }.DeidentifyAsync(
            new MemoryStream(await Cine.File(jpeg: true)), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key());

        if (released) outcome.ShouldBeOfType<Deidentified>();
        else outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(DeidentificationReason.TextFound);
        reader.Seen.ShouldBe(released ? Cine.Frames : 1);
    }

    [Fact]
    public async Task Tesseract_reads_a_name_that_a_mask_left_behind_and_nothing_where_it_is_hidden()
    {
        Tesseract? tesseract = Tesseract.OnPath(Environment.GetEnvironmentVariable("PATH"));
        Assert.SkipWhen(tesseract is null, "tesseract is not on this machine");
        var check = new OcrCheck(tesseract, Known);
        var image = new DisplayImage(640, 200, 1);
        BitmapText.Draw(image, 20, 20, "YAMADA TAROU", [255], scale: 2);

        check.Names(await tesseract.ReadAsync(image, TestContext.Current.CancellationToken)).ShouldBeTrue();
        check.Names(await tesseract.ReadAsync(new DisplayImage(640, 200, 1), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reader_that_fails_releases_nothing()
    {
        using var output = new MemoryStream();
        var broken = new Deidentifier(Fixtures.Rules) { Ocr = new Tesseract("/bin/false") };

        await Should.ThrowAsync<OcrException>(async () => await broken.DeidentifyAsync(
            new MemoryStream(await Cine.File(jpeg: true)), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key()));
    }

    [Fact]
    public void Without_the_program_there_is_no_reader()
        => Tesseract.OnPath("/nonexistent").ShouldBeNull();

    private sealed class Reading(string text) : IImageText
    {
        public int Seen { get; private set; }

        public Task<string> ReadAsync(DisplayImage image, CancellationToken cancellationToken = default)
        {
            Seen++;
            return Task.FromResult(text);
        }
    }
}
