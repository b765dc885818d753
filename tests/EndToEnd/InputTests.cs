using Pipeline.Dicom;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;
using Pipeline.Tests;

namespace Pipeline.EndToEnd;

/// <summary>Folders of files as they are: each file ends as registered or quarantined, and nothing crashes.</summary>
public sealed class InputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_files_are_registered_and_each_bad_one_is_quarantined_with_its_reason()
    {
        using WorkFolder folder = new();
        string input = folder.In("input");
        await WriteAsync(input);

        CenterRun run = await CenterProcess.RunOnceAsync(folder.In("data"), Cancel, "--input", input);

        run.ExitCode.ShouldBe(0, run.Output);
        run.Summary.Files.ShouldBe(new Files(Total: 8, Registered: 2, Quarantined: 6, Lost: 0));
        run.Summary.Violations.ShouldBeEmpty();
        run.Summary.Studies.Count(s => s.State == "registered").ShouldBe(1);
        string[] reasons = [.. run.Summary.Studies.Where(s => s.State == "quarantined").SelectMany(s => s.Reasons).Order(StringComparer.Ordinal)];
        reasons.ShouldBe(["dicom.dicomdir", "dicom.not-dicom", "dicom.not-dicom", "dicom.truncated", "study.two-patients"]);
    }

    [Fact]
    public async Task A_corpus_of_real_files_is_accounted_for_file_by_file()
    {
        string corpus = Repository.SharedOrSkip("dicom", "pydicom");
        using WorkFolder folder = new();

        CenterRun run = await CenterProcess.RunOnceAsync(folder.In("data"), Cancel, "--input", corpus);

        run.ExitCode.ShouldBe(0, run.Output);
        run.Summary.Files.Total.ShouldBe(Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Count());
        run.Summary.Files.Lost.ShouldBe(0);
        run.Summary.Files.Registered.ShouldBeGreaterThan(0);
        run.Summary.Studies.Where(s => s.State != "registered").ShouldAllBe(s => s.Reasons.Length > 0);
    }

    /// <summary>A good study of two files; two patients in one study; a truncated object; a DICOMDIR; a text; an empty file.</summary>
    private static async Task WriteAsync(string input)
    {
        IReadOnlyList<DemoPatient> patients = new Deck(new DateOnly(2026, 4, 1)).Patients;
        string[] good = await StudyFiles.WriteAsync(patients[0], Path.Combine(input, "good"), Cancel);
        string[] other = await StudyFiles.WriteAsync(patients[2], Path.Combine(input, "two-patients"), Cancel);
        await StudyFiles.RewriteAsync(other[1], data => data.SetString(Tags.PatientID, "ALPHA-779999"), Cancel);

        string[] cut = await StudyFiles.WriteAsync(patients[4], Path.Combine(input, "cut"), Cancel);
        File.Delete(cut[1]);
        using (FileStream file = File.OpenWrite(cut[0]))
        {
            file.SetLength(file.Length - 10_000);
        }

        File.Copy(good[0], Path.Combine(input, "DICOMDIR"));
        await StudyFiles.RewriteAsync(Path.Combine(input, "DICOMDIR"), data => data.SetString(Tags.SOPClassUID, StudyFiles.MediaStorageDirectory), Cancel);
        await File.WriteAllTextAsync(Path.Combine(input, "readme.txt"), "no DICOM", Cancel);
        await File.WriteAllBytesAsync(Path.Combine(input, "empty.dcm"), [], Cancel);
    }
}
