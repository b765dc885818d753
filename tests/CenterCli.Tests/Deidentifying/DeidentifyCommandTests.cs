using System.Text;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Dicom;
using Pipeline.Tests;

namespace Pipeline.CenterCli.Tests;

public sealed class DeidentifyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_file_is_written_or_quarantined_with_a_reason()
    {
        await SampleImage.WriteAsync(folder["in/A/1.dcm"]);
        await SampleImage.WriteAsync(folder["in/B/C/2"], instance: "2.25.882");
        await File.WriteAllTextAsync(folder["in/readme.txt"], "no image");
        await File.WriteAllBytesAsync(folder["in/empty"], []);
        File.CreateSymbolicLink(folder["in/B/round"], folder["in"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Below("out").ShouldBe(["A/1.dcm", "B/C/2"]);
        JsonElement[] lines = Lines();
        lines.ShouldAllBe(line => line.EnumerateObject().First().Name == "input");
        lines.ToDictionary(line => Path.GetRelativePath(folder["in"], line.GetProperty("input").GetString()!), Reason).ShouldBe(
            new Dictionary<string, string> { ["A/1.dcm"] = "written", ["B/C/2"] = "written", ["readme.txt"] = "dicom.not-dicom", ["empty"] = "dicom.not-dicom", ["B/round"] = "file.folder-link" },
            ignoreOrder: true);
        JsonElement written = lines.First(line => Reason(line) == "written");
        File.Exists(written.GetProperty("output").GetString()).ShouldBeTrue();
        written.GetProperty("actions").EnumerateArray().ShouldContain(action => action.GetProperty("place").GetString() == "0010,0010");
        run.Output.ShouldContain("Files written: 2");
        run.Output.ShouldContain("Files quarantined: 2");
    }

    [Fact]
    public async Task Ultrasound_waits_for_review_unless_its_regions_or_a_device_rule_are_believed()
    {
        await SampleImage.WriteUltrasoundAsync(folder["in/1.dcm"]);
        string rules = $$"""[{"rule":"mihon","version":3,"match":{"model":"Mihon 16"},"treatment":"mask","trustsRegions":false,"hidden":[{"x":0,"y":0,"width":16,"height":4}],"why":"x","approvedBy":"x","approved":"2026-04-01T00:00:00Z"}]""";
        await File.WriteAllTextAsync(folder["rules.json"], rules, TestContext.Current.CancellationToken);

        CommandRun held = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["held"], "--report", folder["report.jsonl"]);
        Reason(Lines().Single()).ShouldBe("review");
        CommandRun trusted = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["trusted"], "--trust-regions");
        CommandRun ruled = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["ruled"], "--device-rules", folder["rules.json"], "--report", folder["ruled.jsonl"]);

        held.Output.ShouldContain("Files quarantined: 1");
        trusted.Output.ShouldContain("Files written: 1");
        ruled.Output.ShouldContain("Files written: 1");
        (await File.ReadAllTextAsync(folder["ruled.jsonl"], TestContext.Current.CancellationToken)).ShouldContain("\"deviceRules\":[\"mihon@3\"]");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""[{"rule":"x"}]""")]
    [InlineData("""[{"rule":"x","version":1,"match":{"model":"("},"treatment":"mask","trustsRegions":false,"hidden":[],"why":"x","approvedBy":"x","approved":"2026-04-01T00:00:00Z"}]""")]
    [InlineData("""[{"rule":"x","version":1,"match":{},"treatment":"burn","trustsRegions":false,"hidden":[],"why":"x","approvedBy":"x","approved":"2026-04-01T00:00:00Z"}]""")]
    public async Task A_file_without_device_rules_is_refused(string content)
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await File.WriteAllTextAsync(folder["rules.json"], content, TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--device-rules", folder["rules.json"]);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("--device-rules");
    }

    [Fact]
    public async Task A_head_series_is_written_without_its_face_and_a_slice_of_one_is_not_written()
    {
        string head = Repository.SharedOrSkip("dicom", "ct-head");
        Directory.CreateDirectory(folder["in/head"]);
        Directory.CreateDirectory(folder["part"]);
        foreach (string slice in Directory.EnumerateFiles(head, "*.dcm"))
        {
            File.Copy(slice, folder["in/head/" + Path.GetFileName(slice)]);
        }

        File.Copy(Path.Combine(head, "040.dcm"), folder["part/040.dcm"]);
        await SampleImage.WriteAsync(folder["in/chest.dcm"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);
        CommandRun part = await CommandRun.OfAsync("deidentify", folder["part"], "--out", folder["out2"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("Files written: 94");
        Lines().Count(line => line.GetProperty("pixels").GetString() == "faceRemoved").ShouldBe(93);
        part.Output.ShouldContain("pixels.face-not-removed");
        Below("out2").ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_result_nor_report_nor_output_tells_the_patient()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"], description: "山田 太郎 様 胸部");

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);

        string all = run.Output + run.Error + await File.ReadAllTextAsync(folder["report.jsonl"], TestContext.Current.CancellationToken)
            + Encoding.UTF8.GetString(await File.ReadAllBytesAsync(folder["out/1.dcm"], TestContext.Current.CancellationToken));
        foreach (string original in new[] { "Yamada", "山田", "ヤマダ", "MIHON-770001", "19650401", "2.25.771", "20261001" })
        {
            all.ShouldNotContain(original);
        }
    }

    [Fact]
    public async Task A_key_file_gives_the_same_pseudonyms_in_every_run_and_none_does_not()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        string key = WriteKey();

        string first = await PatientAsync("--key-file", key);
        (await PatientAsync("--key-file", key)).ShouldBe(first);
        (await PatientAsync()).ShouldNotBe(first);
        (await PatientAsync()).ShouldNotBe(await PatientAsync());
    }

    [Fact]
    public async Task Each_facility_has_pseudonyms_of_its_own()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        string key = WriteKey();

        string alpha = await PatientAsync("--key-file", key, "--facility", "alpha");
        (await PatientAsync("--key-file", key, "--facility", "alpha")).ShouldBe(alpha);
        (await PatientAsync("--key-file", key, "--facility", "beta")).ShouldNotBe(alpha);
    }

    [Fact]
    public async Task A_profile_file_is_followed()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await File.WriteAllTextAsync(folder["profile.json"], """{"name":"no dates","dates":{"mode":"remove"},"options":["cleanPixelData"]}""", TestContext.Current.CancellationToken);

        await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--profile", folder["profile.json"]);

        using DicomFile result = DicomFile.Open(File.OpenRead(folder["out/1.dcm"]));
        result.DataSet.GetString(Tags.StudyDate).ShouldBeNull();
        result.DataSet.GetString(Tags.DeidentificationMethod)!.ShouldContain("no dates");
    }

    [Fact]
    public async Task An_output_folder_that_holds_something_is_refused()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        Directory.CreateDirectory(folder["out"]);
        await File.WriteAllTextAsync(folder["out/1.dcm"], "mine", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"]);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("--overwrite");
        (await File.ReadAllTextAsync(folder["out/1.dcm"], TestContext.Current.CancellationToken)).ShouldBe("mine");
    }

    [Fact]
    public async Task Overwriting_takes_away_the_result_of_an_input_that_is_quarantined_now()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await SampleImage.WriteAsync(folder["in/2.dcm"], instance: "2.25.882");
        await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"]);
        await File.WriteAllTextAsync(folder["in/1.dcm"], "no image any more", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--overwrite");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Below("out").ShouldBe(["2.dcm"]);
    }

    [Fact]
    public async Task What_a_killed_run_left_unfinished_is_taken_away()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        Directory.CreateDirectory(folder["out/.center-deidentify"]);
        await File.WriteAllTextAsync(folder["out/.center-deidentify/5.partial"], "half a file", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Below("out").ShouldBe(["1.dcm"]);
    }

    [Fact]
    public async Task An_output_folder_inside_the_input_is_not_read()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["in/clean"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["in/clean"], "--overwrite");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Below("in").ShouldBe(["1.dcm", "clean/1.dcm"]);
    }

    [Theory]
    [InlineData("in", "in")]
    [InlineData("in/below", "in")]
    [InlineData("in", "link")]
    public async Task Inputs_are_never_written_over(string input, string output)
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await SampleImage.WriteAsync(folder["in/below/1.dcm"]);
        Directory.CreateSymbolicLink(folder["link"], folder["in"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder[input], "--out", folder[output], "--overwrite");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("--out");
    }

    [Fact]
    public async Task Two_inputs_never_share_a_place()
    {
        await SampleImage.WriteAsync(folder["a/1.dcm"]);
        await SampleImage.WriteAsync(folder["b/1.dcm"], instance: "2.25.882");

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["a"], folder["b"], "--out", folder["out"]);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("same relative path");
        Directory.Exists(folder["out"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_single_file_keeps_its_name()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);

        await CommandRun.OfAsync("deidentify", folder["in/1.dcm"], "--out", folder["out"]);

        Below("out").ShouldBe(["1.dcm"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failure_and_the_others_go_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "everything can be read here");
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        await SampleImage.WriteAsync(folder["in/2.dcm"], instance: "2.25.882");
#pragma warning disable CA1416 // skipped there
        File.SetUnixFileMode(folder["in/1.dcm"], UnixFileMode.None);
#pragma warning restore CA1416

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"]);

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain("file.unreadable");
        Below("out").ShouldBe(["2.dcm"]);
    }

    [Fact]
    public async Task A_result_whose_place_is_taken_by_a_folder_is_a_failure()
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        Directory.CreateDirectory(folder["out/1.dcm"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--overwrite", "--report", folder["report.jsonl"]);

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        Lines().ShouldHaveSingleItem().GetProperty("outcome").GetString().ShouldBe("failed");
    }

    [Theory]
    [InlineData("missing_input", "deidentify", "IN/nothing", "--out", "OUT")]
    [InlineData("missing_profile", "deidentify", "IN", "--out", "OUT", "--profile", "IN/nothing")]
    [InlineData("bad_profile", "deidentify", "IN", "--out", "OUT", "--profile", "IN/1.dcm")]
    [InlineData("missing_key", "deidentify", "IN", "--out", "OUT", "--key-file", "IN/nothing")]
    [InlineData("short_key", "deidentify", "IN", "--out", "OUT", "--key-file", "IN/short.key")]
    [InlineData("key_that_others_may_read", "deidentify", "IN", "--out", "OUT", "--key-file", "IN/1.dcm")]
    [InlineData("report_over_an_input", "deidentify", "IN", "--out", "OUT", "--report", "IN/1.dcm", "--overwrite")]
    [InlineData("report_that_is_there", "deidentify", "IN", "--out", "OUT", "--report", "IN/short.key")]
    [InlineData("no_out", "deidentify", "IN")]
    [InlineData("no_input", "deidentify", "--out", "OUT")]
    [InlineData("no_threads", "deidentify", "IN", "--out", "OUT", "--threads", "0")]
    [InlineData("out_is_a_file", "deidentify", "IN", "--out", "IN/1.dcm")]
    public async Task A_wrong_command_line_is_refused_before_anything_is_written(string failure, params string[] args)
    {
        await SampleImage.WriteAsync(folder["in/1.dcm"]);
        PrivateFile.Write(folder["in/short.key"], "0123"u8);

        CommandRun run = await CommandRun.OfAsync([.. args.Select(argument => argument.Replace("IN", folder["in"], StringComparison.Ordinal).Replace("OUT", folder["out"], StringComparison.Ordinal))]);

        run.ExitCode.ShouldBe(ExitCodes.Usage, failure + run.Error);
        run.Error.ShouldNotBeEmpty();
        Below("out").ShouldBeEmpty();
    }

    [Fact]
    public async Task Threads_do_not_change_the_results()
    {
        for (int i = 0; i < 40; i++)
        {
            await SampleImage.WriteAsync(folder[$"in/{i % 3}/{i}.dcm"], $"MIHON-77{i % 5:D4}", $"2.25.88{i}");
        }

        string key = WriteKey();
        await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["one"], "--key-file", key, "--threads", "1");
        await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["many"], "--key-file", key, "--threads", "8");

        string[] names = Below("one");
        names.Length.ShouldBe(40);
        Below("many").ShouldBe(names);
        foreach (string name in names)
        {
            (await File.ReadAllBytesAsync(folder["many/" + name], TestContext.Current.CancellationToken)).ShouldBe(await File.ReadAllBytesAsync(folder["one/" + name], TestContext.Current.CancellationToken), name);
        }
    }

    [Fact]
    public async Task Every_file_of_the_corpus_is_accounted_for()
    {
        string corpus = Repository.SharedOrSkip("dicom");
        string[] files = Directory.GetFiles(corpus, "*", SearchOption.AllDirectories);

        CommandRun run = await CommandRun.OfAsync("deidentify", corpus, "--out", folder["out"], "--report", folder["report.jsonl"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Output + run.Error);
        JsonElement[] lines = Lines();
        lines.Select(line => line.GetProperty("input").GetString()!).Order(StringComparer.Ordinal).ShouldBe(files.Order(StringComparer.Ordinal));
        Below("out").Length.ShouldBe(lines.Count(line => Reason(line) == "written"));
        lines.Count(line => Reason(line) == "written").ShouldBeGreaterThan(20);
    }

    private async Task<string> PatientAsync(params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(["deidentify", folder["in"], "--out", folder["out"], "--overwrite", .. args]);
        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        using DicomFile result = DicomFile.Open(File.OpenRead(folder["out/1.dcm"]));
        return result.DataSet.GetString(Tags.PatientID)!;
    }

    private string WriteKey()
    {
        PrivateFile.Write(folder["project.key"], "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n"u8);
        return folder["project.key"];
    }

    private string[] Below(string name) => Directory.Exists(folder[name])
        ? [.. Directory.EnumerateFiles(folder[name], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder[name], file)).Order(StringComparer.Ordinal)]
        : [];

    private JsonElement[] Lines() => [.. File.ReadLines(folder["report.jsonl"]).Select(line => JsonElement.Parse(line))];

    private static string Reason(JsonElement line) => line.GetProperty("reason").GetString() ?? line.GetProperty("outcome").GetString()!;
}
