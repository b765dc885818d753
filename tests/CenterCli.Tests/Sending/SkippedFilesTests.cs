using System.Text.Json;

namespace Pipeline.CenterCli.Tests;

/// <summary>What is not a readable study, and what becomes of it.</summary>
public sealed class SkippedFilesTests(Storage storage) : SendingTests(storage)
{
    [Fact]
    public async Task A_file_that_is_no_dicom_is_left_out_with_its_reason()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await File.WriteAllTextAsync(Folder["notes.txt"], "a note", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Folder["empty"], [], TestContext.Current.CancellationToken);

        SendSummary summary = await SendAsync();

        summary.NotSent.Select(file => (file.Path, file.Reason)).ShouldBe([("empty", SkipReasons.NotDicom), ("notes.txt", SkipReasons.NotDicom)]);
        summary.IsComplete.ShouldBeTrue();
        (await File.ReadAllTextAsync(summary.Listing, TestContext.Current.CancellationToken)).ShouldContain("notes.txt\tfile.not-dicom");
    }

    [Fact]
    public async Task A_file_that_begins_as_dicom_but_cannot_be_read_goes_alone_for_the_center_to_quarantine()
    {
        byte[] good = await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        byte[] broken = good[..300];
        await File.WriteAllBytesAsync(Folder["2.dcm"], broken, TestContext.Current.CancellationToken);

        SendSummary summary = await SendAsync();

        summary.Count(SendOutcome.Sent).ShouldBe(2);
        ReceivedPackage alone = (await Storage.ReceivedAsync(Facility)).Single(package => package.Manifest.StudyInstanceUid is null);
        alone.Manifest.PatientId.ShouldBeNull();
        alone.Files.Values.Single().ShouldBe(broken);
        (await SendAsync()).Count(SendOutcome.Unchanged).ShouldBe(2);
    }

    [Fact]
    public async Task Everything_is_sent_where_the_caller_asks_for_it()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await File.WriteAllTextAsync(Folder["notes.txt"], "a note", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Folder["x.report.json"], "{}", TestContext.Current.CancellationToken);

        SendSummary summary = await SendAsync(options => options with { IncludeEverything = true });

        summary.Count(SendOutcome.Sent).ShouldBe(3);
        summary.NotSent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_needs_attention_and_the_others_go()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "needs Unix permissions that bind this user");
        await SampleStudy.WriteAsync(Folder["a/1.dcm"], "2.25.1", "P-1", "2.25.11");
        await SampleStudy.WriteAsync(Folder["b/2.dcm"], "2.25.2", "P-2", "2.25.21");
#pragma warning disable CA1416 // skipped there
        File.SetUnixFileMode(Folder["a/1.dcm"], UnixFileMode.None);
#pragma warning restore CA1416

        SendSummary summary = await SendAsync();

        summary.NotSent.ShouldHaveSingleItem().Reason.ShouldBe(SkipReasons.Unreadable);
        summary.IsComplete.ShouldBeFalse();
        summary.Count(SendOutcome.Sent).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_to_nowhere_needs_attention_and_a_linked_folder_is_not_walked()
    {
        await SampleStudy.WriteAsync(Folder["a/1.dcm"], "2.25.1", "P-1", "2.25.11");
        File.CreateSymbolicLink(Folder["nowhere.dcm"], Folder["missing"]);
        Directory.CreateSymbolicLink(Folder["loop"], Folder.Path);

        SendSummary summary = await SendAsync();

        summary.NotSent.Select(file => (file.Path, file.Reason)).ShouldBe([("loop", SkipReasons.FolderLink), ("nowhere.dcm", SkipReasons.Unreadable)]);
        summary.Count(SendOutcome.Sent).ShouldBe(1);
    }

    [Theory]
    [InlineData("a/report.json")]
    [InlineData("a/sub/report.json")]
    [InlineData("2.25.1.report.json")]
    [InlineData("b/2.25.1.report.json")]
    public async Task A_report_beside_the_images_goes_with_its_study(string path)
    {
        await SampleStudy.WriteAsync(Folder["a/sub/1.dcm"], "2.25.1", "P-1", "2.25.11");
        await SampleStudy.WriteAsync(Folder["b/2.dcm"], "2.25.2", "P-2", "2.25.21");
        await WriteReportAsync(path);

        SendSummary summary = await SendAsync();

        List<ReceivedPackage> received = await Storage.ReceivedAsync(Facility);
        received.Single(package => package.Manifest.StudyInstanceUid == "2.25.1").Manifest.Report!.Value.GetProperty("domain").GetString().ShouldBe("abdomen");
        received.Single(package => package.Manifest.StudyInstanceUid == "2.25.2").Manifest.Report.ShouldBeNull();
        summary.NotSent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_that_could_be_of_two_studies_is_attached_to_neither()
    {
        await SampleStudy.WriteAsync(Folder["a/1.dcm"], "2.25.1", "P-1", "2.25.11");
        await SampleStudy.WriteAsync(Folder["a/2.dcm"], "2.25.2", "P-2", "2.25.21");
        await WriteReportAsync("a/report.json");

        SendSummary summary = await SendAsync();

        (await Storage.ReceivedAsync(Facility)).ShouldAllBe(package => package.Manifest.Report == null);
        summary.NotSent.ShouldHaveSingleItem().Reason.ShouldBe(SkipReasons.ReportWithoutStudy);
    }

    [Fact]
    public async Task A_report_that_is_no_report_needs_attention_and_once_corrected_goes_with_a_new_package()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await File.WriteAllTextAsync(Folder["report.json"], "{ \"domain\": ", TestContext.Current.CancellationToken);

        SendSummary first = await SendAsync();
        await WriteReportAsync("report.json");
        SendSummary second = await SendAsync();

        first.NotSent.ShouldHaveSingleItem().Reason.ShouldBe(SkipReasons.ReportUnreadable);
        first.IsComplete.ShouldBeFalse();
        second.Count(SendOutcome.Sent).ShouldBe(1);
        (await Storage.ReceivedAsync(Facility)).Count(package => package.Manifest.Report is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_report_named_on_the_command_line_needs_exactly_one_study()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 2);
        await WriteReportAsync("r.json");

        (await Should.ThrowAsync<CenterException>(() => SendAsync(options => options with { Report = Folder["r.json"] }))).ExitCode.ShouldBe(ExitCodes.Usage);
    }

    private Task WriteReportAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder[path])!);
        return File.WriteAllTextAsync(Folder[path], JsonSerializer.Serialize(new { domain = "abdomen", diagnoses = new[] { new { code = "K76.0", name = "脂肪肝" } } }));
    }
}
