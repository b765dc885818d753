using System.Text;
using System.Text.Json;
using Pipeline.Dicom;
using Pipeline.Imaging.Tests.Faces;
using Pipeline.Tests;

namespace Pipeline.CenterCli.Tests;

/// <summary>CT series of which the command finds out by anatomy whether they show a face, whatever their headers call them.</summary>
public sealed class DeidentifyHeadsTests : IDisposable
{
    private static readonly SyntheticHead Head = new() { Step = 5, Spacing = 2 };
    private static readonly SyntheticHead Trunk = new(Top: 60, Bottom: -60) { HasSkull = false, Step = 5, Spacing = 2.5f };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("CHEST")]
    [InlineData("KNEE")]
    [InlineData(null)]
    [InlineData("by turns")]
    public async Task A_head_comes_out_without_its_face_whatever_it_is_called(string? region)
    {
        await SampleImage.WriteSlicesAsync(folder["in"], Head, number => region != "by turns" ? region : number % 2 == 0 ? "HEAD" : "CHEST");

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Pixels("report.jsonl").ShouldBe(Enumerable.Repeat("faceRemoved", Files("in").Length));
        Files("out").ShouldBe(Files("in"));
        Files("in").Count(name => !Samples(folder["in/" + name]).SequenceEqual(Samples(folder["out/" + name]))).ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_trunk_passes_as_it_is_beside_a_head_and_nothing_is_left_over()
    {
        await SampleImage.WriteSlicesAsync(folder["in/trunk"], Trunk, _ => "CHEST");
        await SampleImage.WriteSlicesAsync(folder["in/head"], Head, _ => "CHEST", "2.25.774.2");

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"], "--threads", "3");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        foreach (string name in Files("in/trunk")) Samples(folder["out/trunk/" + name]).ShouldBe(Samples(folder["in/trunk/" + name]), name);
        Pixels("report.jsonl").Order().ShouldBe([.. Enumerable.Repeat("faceRemoved", Files("in/head").Length), .. Enumerable.Repeat("passed", Files("in/trunk").Length)]);
        Files("out").Length.ShouldBe(Files("in").Length);
        Directory.Exists(folder["out/.center-deidentify"]).ShouldBeFalse();
        Directory.EnumerateFiles(folder["."], "*staged*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_head_of_which_no_volume_can_be_built_is_not_written_whatever_it_is_called()
    {
        await SampleImage.WriteSlicesAsync(folder["in"], Head, _ => "CHEST");
        foreach (int gone in new[] { 20, 21, 22 }) File.Delete(folder[$"in/{gone:D3}.dcm"]);

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"]);

        run.Output.ShouldContain("pixels.face-not-removed");
        Files("out").ShouldBeEmpty();
    }

    /// <summary>A retired overlay keeps one slice, and only it, from being written; of its series' volume it is a part.</summary>
    [Fact]
    public async Task A_slice_that_is_refused_for_itself_leaves_no_gap_in_its_head()
    {
        await SampleImage.WriteSlicesAsync(folder["in"], Head, _ => "CHEST");
        string path = folder["in/030.dcm"];
        byte[] file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        using (DicomFile slice = DicomFile.Open(new MemoryStream(file)))
        {
            byte[] samples = Samples(slice);
            slice.DataSet.SetInts(new Tag(0x6000_0010), Vr.US, 96);
            await using FileStream changed = File.Create(path);
            await DicomFile.CreateAsync(changed, slice.DataSet, TransferSyntax.ExplicitLittleEndian, PixelContent.Native(samples));
        }

        CommandRun run = await CommandRun.OfAsync("deidentify", folder["in"], "--out", folder["out"], "--report", folder["report.jsonl"]);

        run.Output.ShouldContain("pixels.embedded-overlay");
        Pixels("report.jsonl").Count(pixels => pixels == "faceRemoved").ShouldBe(Files("in").Length - 1);
    }

    [Theory]
    [InlineData("LUNG")]
    [InlineData("    ")]
    public async Task A_real_head_with_another_label_comes_out_as_with_its_own(string label)
    {
        string head = Repository.SharedOrSkip("dicom", "ct-head");
        Directory.CreateDirectory(folder["labelled"]);
        Directory.CreateDirectory(folder["relabelled"]);
        foreach (string slice in Directory.EnumerateFiles(head, "*.dcm"))
        {
            File.Copy(slice, folder["labelled/" + Path.GetFileName(slice)]);
            string text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(slice, TestContext.Current.CancellationToken)).Replace("HEAD", label, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(folder["relabelled/" + Path.GetFileName(slice)], Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        }

        string key = folder["key"];
        await File.WriteAllTextAsync(key, new string('5', 63) + "a", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await CommandRun.OfAsync("deidentify", folder["labelled"], "--out", folder["out"], "--key-file", key);
        CommandRun run = await CommandRun.OfAsync("deidentify", folder["relabelled"], "--out", folder["out2"], "--key-file", key, "--report", folder["report.jsonl"]);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Pixels("report.jsonl").ShouldBe(Enumerable.Repeat("faceRemoved", 93));
        foreach (string name in Files("out")) Samples(folder["out2/" + name]).ShouldBe(Samples(folder["out/" + name]), name);
    }

    private static byte[] Samples(string path)
    {
        using DicomFile file = DicomFile.Open(File.OpenRead(path));
        return Samples(file);
    }

    private static byte[] Samples(DicomFile file)
    {
        using var samples = new MemoryStream();
        using Stream value = file.Streamed!.OpenRead();
        value.CopyTo(samples);
        return samples.ToArray();
    }

    private string[] Files(string below)
        => [.. Directory.EnumerateFiles(folder[below], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder[below], path)).Order(StringComparer.Ordinal)];

    private string?[] Pixels(string report)
        => [.. File.ReadAllLines(folder[report]).Select(line => JsonDocument.Parse(line).RootElement).Select(line => line.TryGetProperty("pixels", out JsonElement pixels) ? pixels.GetString() : null)];
}
