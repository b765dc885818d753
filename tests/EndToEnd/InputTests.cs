using Pipeline.Dicom;
using Pipeline.EndToEnd.Centers;
using Pipeline.LocalCenter.Demo;
using Pipeline.Tests;

namespace Pipeline.EndToEnd;

/// <summary>Folders of files as they are: each file ends as registered or quarantined, and nothing crashes.</summary>
public sealed class InputTests
{
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

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
        string[] good = await WriteStudyAsync(patients[0], Path.Combine(input, "good"));
        string[] other = await WriteStudyAsync(patients[2], Path.Combine(input, "two-patients"));
        await RewriteAsync(other[1], data => data.SetString(Tags.PatientID, "ALPHA-779999"));

        string[] cut = await WriteStudyAsync(patients[4], Path.Combine(input, "cut"));
        File.Delete(cut[1]);
        using (FileStream file = File.OpenWrite(cut[0]))
        {
            file.SetLength(file.Length - 10_000);
        }

        File.Copy(good[0], Path.Combine(input, "DICOMDIR"));
        await RewriteAsync(Path.Combine(input, "DICOMDIR"), data => data.SetString(Tags.SOPClassUID, MediaStorageDirectory));
        await File.WriteAllTextAsync(Path.Combine(input, "readme.txt"), "no DICOM", Cancel);
        await File.WriteAllBytesAsync(Path.Combine(input, "empty.dcm"), [], Cancel);
    }

    private static async Task<string[]> WriteStudyAsync(DemoPatient patient, string folder)
    {
        await new DemoStudyFiles(folder, new DateOnly(2026, 4, 1)).WriteAsync(patient, Cancel);
        foreach (string report in Directory.EnumerateFiles(folder, "report.json", SearchOption.AllDirectories))
        {
            File.Delete(report);
        }

        return [.. Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>The same file with a change to its header.</summary>
    private static async Task RewriteAsync(string path, Action<DataSet> change)
    {
        await using (DicomFile file = await DicomFile.OpenAsync(File.OpenRead(path), cancellation: Cancel))
        {
            await using FileStream target = File.Create(path + ".new");
            await file.WriteToAsync(target, new HeaderChange(change), Cancel);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private sealed class HeaderChange(Action<DataSet> change) : DicomEdit
    {
        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            if (part == file.DataSet)
            {
                change(part);
                if (part.GetString(Tags.SOPClassUID) == MediaStorageDirectory)
                {
                    file.Meta.SetString(Tags.MediaStorageSOPClassUID, MediaStorageDirectory);
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
