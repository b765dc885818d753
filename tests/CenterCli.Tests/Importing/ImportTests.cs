using System.Diagnostics;

namespace Pipeline.CenterCli.Tests;

/// <summary>An archive as it is found: a study's files in several folders, other things between them.</summary>
public sealed class ImportTests(Storage storage) : SendingTests(storage)
{
    private const string Report = """{"domain":"abdomen","diagnoses":[{"code":"K76.0","name":"脂肪肝"}]}""";

    private string Journal => Folder[".center-import.db"];

    [Fact]
    public async Task A_study_spread_over_folders_is_one_package_and_every_file_has_its_outcome()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "registered");

        CommandRun run = await ImportAsync();

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error + run.Output);
        List<ReceivedPackage> received = await Storage.ReceivedAsync(Facility);
        received.Select(package => (package.Manifest.StudyInstanceUid, package.Manifest.Files.Count, package.Manifest.Report is not null))
            .ShouldBe([("2.25.771", 2, true), ("2.25.772", 1, true)], ignoreOrder: true);
        (await AccountAsync()).ShouldBe(new Dictionary<string, string>
        {
            ["2019/a/1.dcm"] = "registered", ["2020/z/2.dcm"] = "registered", ["2.25.771.report.json"] = "report",
            ["2021/3.dcm"] = "registered", ["2021/report.json"] = "report", ["2021/notes.txt"] = SkipReasons.NotDicom,
        }, ignoreOrder: true);
        run.Output.ShouldContain("Files registered: 3 (2 reports)");
    }

    [Fact]
    public async Task Run_again_it_neither_reads_nor_sends_what_did_not_change()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "registered");
        await ImportAsync();
        List<string> sent = await Storage.BlobsAsync(Facility);
        DateTime written = File.GetLastWriteTimeUtc(Folder["2021/3.dcm"]);
        await File.WriteAllBytesAsync(Folder["2021/3.dcm"], new byte[new FileInfo(Folder["2021/3.dcm"]).Length], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Folder["2021/3.dcm"], written);

        (await ImportAsync()).ExitCode.ShouldBe(ExitCodes.Done);
        (await Storage.BlobsAsync(Facility)).ShouldBe(sent, "a file of the same size and time was not opened");

        await SampleStudy.WriteAsync(Folder["2021/3.dcm"], "2.25.772", "ALPHA-770002", "2.25.882.1", pixels: 5000);
        await ImportAsync();
        (await Storage.BlobsAsync(Facility)).Count.ShouldBe(sent.Count + 1);
    }

    [Fact]
    public async Task What_the_center_refuses_is_told_for_each_file_with_its_reason()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "quarantined");

        CommandRun run = await ImportAsync();

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain("Other files: 3 — quarantined by the center");
        (await File.ReadAllTextAsync(Folder[".center-import.files.tsv"], TestContext.Current.CancellationToken)).ShouldContain("\tquarantined\tstudy.two-patients\tfile 2\tstudies/");
        run.Output.ShouldNotContain("2.25.77");
    }

    [Fact]
    public async Task An_outcome_that_has_not_come_yet_is_asked_for_by_the_next_run()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "receiving");
        CommandRun first = await ImportAsync();
        Portal.JudgeStudy = blob => Judge(blob, "registered");
        CommandRun second = await ImportAsync();

        (first.ExitCode, second.ExitCode).ShouldBe((ExitCodes.Refusals, ExitCodes.Done));
        first.Output.ShouldContain("outcome not known yet");
        (await Storage.BlobsAsync(Facility)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_is_told_by_every_run_until_it_is_mended()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "registered");
        await File.WriteAllTextAsync(Folder["2021/report.json"], "{", TestContext.Current.CancellationToken);
        for (int i = 0; i < 2; i++)
        {
            (await ImportAsync()).ExitCode.ShouldBe(ExitCodes.Refusals);
            (await AccountAsync())["2021/report.json"].ShouldBe(SkipReasons.ReportUnreadable);
        }

        await File.WriteAllTextAsync(Folder["2021/report.json"], Report, TestContext.Current.CancellationToken);
        (await ImportAsync()).ExitCode.ShouldBe(ExitCodes.Done);
        (await Storage.ReceivedAsync(Facility)).Count(package => package.Manifest.StudyInstanceUid == "2.25.772" && package.Manifest.Report is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_import_goes_on_where_it_was()
    {
        const int studies = 30;
        await SampleStudy.WriteManyAsync(Folder, studies, pixels: 2_000_000);
        Portal.JudgeStudy = blob => Judge(blob, "registered");
        using (Process first = Start())
        {
            while ((await Storage.BlobsAsync(Facility)).Count < 3)
            {
                first.HasExited.ShouldBeFalse();
                await Task.Delay(TimeSpan.FromMilliseconds(5), Storage.Clock, TestContext.Current.CancellationToken);
            }

            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await Storage.BlobsAsync(Facility)).Count.ShouldBeLessThan(studies);
        CommandRun second = await ImportAsync();

        second.ExitCode.ShouldBe(ExitCodes.Done, second.Error + second.Output);
        second.Output.ShouldContain($"Files registered: {2 * studies} (0 reports)");
        (await Storage.BlobsAsync(Facility)).Count.ShouldBeInRange(studies, studies + 4, "only what was committed but not yet remembered is sent twice");
    }

    [Fact]
    public async Task The_journal_is_its_owners_alone()
    {
        await WriteArchiveAsync();
        Portal.JudgeStudy = blob => Judge(blob, "registered");
        await ImportAsync();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no owner-only mode");
#pragma warning disable CA1416 // skipped there
        File.GetUnixFileMode(Journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    private Task<CommandRun> ImportAsync() => CommandRun.OfAsync("import", Folder.Path, "--facility", Facility.Value, "--identity", IdentityFile, "--wait", "0", "--lang", "en");

    private async Task WriteArchiveAsync()
    {
        await SampleStudy.WriteAsync(Folder["2019/a/1.dcm"], "2.25.771", "ALPHA-770001", "2.25.881.1");
        await SampleStudy.WriteAsync(Folder["2020/z/2.dcm"], "2.25.771", "ALPHA-770001", "2.25.881.2");
        await SampleStudy.WriteAsync(Folder["2021/3.dcm"], "2.25.772", "ALPHA-770002", "2.25.882.1");
        await File.WriteAllTextAsync(Folder["2.25.771.report.json"], Report, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Folder["2021/report.json"], Report, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Folder["2021/notes.txt"], "no DICOM", TestContext.Current.CancellationToken);
    }

    private async Task<Dictionary<string, string>> AccountAsync()
        => (await File.ReadAllLinesAsync(Folder[".center-import.files.tsv"], TestContext.Current.CancellationToken)).Skip(1).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1]);

    private static object Judge(string blob, string state) => new
    {
        blob, eTag = "1", received = Storage.Clock.GetUtcNow(), state, files = 1,
        reason = state == "quarantined" ? new { code = "study.two-patients", ja = "二人", en = "two patients" } : null,
        detail = state == "quarantined" ? "file 2" : null,
    };

    private Process Start()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "center.dll");
        return Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, "import", Folder.Path, "--facility", Facility.Value, "--identity", IdentityFile, "--lang", "en", "--parallel", "2"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
    }
}
