using System.Text;
using System.Text.Json;
using Pipeline.Dicom;

namespace Pipeline.CenterCli.Tests;

/// <summary>Picture files of endoscopies before <c>center deidentify</c>.</summary>
public sealed class DeidentifyPhotographsTests : IDisposable
{
    /// <summary>So that the order by value is not that of characters.</summary>
    private const int FirstNumber = 9;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Pictures as <see cref="SamplePicture"/> names them; w written, d dropped, v for review, p not decoded, c corrupt.</summary>
    [Theory]
    [InlineData("RMMR", "dwwd")]
    [InlineData("MMR", "wwd")]
    [InlineData("MMM", "www")]
    [InlineData("NM", "ww")]
    [InlineData("RMTMR", "dwvwd")]
    [InlineData("FMM", "vvv")]
    [InlineData("MRM", "vvv")]
    [InlineData("RRR", "vvv")]
    [InlineData("MPM", "vpv")]
    [InlineData("RFM", "dvv")]
    [InlineData("MXM", "vcv")]
    public async Task Pictures_of_a_procedure_are_written_and_those_around_it_are_not(string pictures, string outcomes)
    {
        for (int i = 0; i < pictures.Length; i++) await WriteAsync($"in/{FirstNumber + i}.dat", SamplePicture.Of(pictures[i]));

        Dictionary<string, string> reasons = await RunAsync();

        reasons.ShouldBe(
            outcomes.Select((outcome, i) => KeyValuePair.Create($"{FirstNumber + i}.dat", outcome switch
            {
                'w' => "written",
                'd' => "photograph.before-or-after-procedure",
                'v' => "review",
                'p' => "photograph.not-decoded",
                _ => "photograph.corrupt",
            })),
            ignoreOrder: true);
        string[] written = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i] == 'w').Select(i => $"{FirstNumber + i}.dat")];
        new DirectoryInfo(folder["out"]).GetFiles().Select(file => file.Name).ShouldBe(written, ignoreOrder: true);
        foreach (string name in written) Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder["out/" + name], TestContext.Current.CancellationToken)).ShouldNotContain("Yamada");
    }

    [Fact]
    public async Task The_coded_image_is_written_as_it_was()
    {
        await WriteAsync("in/1.jpg", SamplePicture.Of('N'));

        await RunAsync();

        (await File.ReadAllBytesAsync(folder["out/1.jpg"], TestContext.Current.CancellationToken)).ShouldBe(SamplePicture.Of('M'));
    }

    [Fact]
    public async Task Each_folder_is_a_procedure_of_its_own_and_DICOM_files_in_it_are_none()
    {
        await WriteAsync("in/a/1.jpg", SamplePicture.Of('M'));
        await WriteAsync("in/b/1.jpg", SamplePicture.Of('F'));
        await SampleImage.WriteAsync(folder["in/a/2.dcm"]);
        byte[] both = await File.ReadAllBytesAsync(folder["in/a/2.dcm"], TestContext.Current.CancellationToken);
        "II*\0"u8.CopyTo(both);
        await WriteAsync("in/a/2.dcm", both);

        (await RunAsync()).ShouldBe(
            new Dictionary<string, string> { ["a/1.jpg"] = "written", ["b/1.jpg"] = "review", ["a/2.dcm"] = "written" }, ignoreOrder: true);
    }

    [Fact]
    public async Task An_endoscopic_object_of_a_known_device_is_written_without_the_room()
    {
        await SampleImage.WriteEndoscopyAsync(folder["in/1.dcm"], "room", "mucosa", "mucosa, octagon", "room");
        await SampleImage.WriteEndoscopyAsync(folder["doubt/1.dcm"], "mucosa", "face filling the scope");
        string rules = """[{"rule":"scope","version":1,"match":{"rows":240,"columns":320},"treatment":"clean","trustsRegions":false,"hidden":[],"why":"x","approvedBy":"x","approved":"2026-04-01T00:00:00Z"}]""";
        await File.WriteAllTextAsync(folder["rules.json"], rules, TestContext.Current.CancellationToken);

        CommandRun unruled = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["unruled"]);
        CommandRun ruled = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--device-rules", folder["rules.json"]);
        CommandRun doubt = await CommandRun.OfAsync("deidentify", folder["doubt"], "--out", folder["doubted"], "--device-rules", folder["rules.json"]);

        unruled.Output.ShouldContain("(review)");
        ruled.Output.ShouldContain("Files written: 1");
        doubt.Output.ShouldContain("(pixels.face-not-removed)");
        using DicomFile written = DicomFile.Open(File.OpenRead(folder["out/1.dcm"]));
        written.DataSet.GetInt(Tags.NumberOfFrames).ShouldBe(2);
    }

    [Theory]
    [InlineData("2.jpg", "10.jpg")]
    [InlineData("IMG_2b.jpg", "IMG_10a.jpg")]
    [InlineData("a9", "a09b")]
    [InlineData("a", "b")]
    [InlineData("a", "B")]
    [InlineData("99999999999999999998", "99999999999999999999")]
    [InlineData("a02", "a2")]
    [InlineData("", "1")]
    public void Numbers_in_names_count_by_their_value(string first, string second)
    {
        NaturalOrder.Instance.Compare(first, second).ShouldBeLessThan(0);
        NaturalOrder.Instance.Compare(second, first).ShouldBeGreaterThan(0);
    }

    private Task WriteAsync(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        return File.WriteAllBytesAsync(folder[name], content, TestContext.Current.CancellationToken);
    }

    /// <summary>The reason of each file, or that it was written.</summary>
    private async Task<Dictionary<string, string>> RunAsync()
    {
        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);
        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        return File.ReadLines(folder["report.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(
            line => Path.GetRelativePath(folder["in"], line.GetProperty("input").GetString()!),
            line => line.GetProperty("reason").GetString() ?? line.GetProperty("outcome").GetString()!);
    }
}
