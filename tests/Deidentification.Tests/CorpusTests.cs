using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>The pass over real files: every one ends as written or quarantined, and what is written opens everywhere and holds nobody.</summary>
public class CorpusTests
{
    [Fact]
    public async Task Every_file_is_written_or_quarantined_with_a_reason_and_what_is_written_opens_and_identifies_nobody()
    {
        string corpus = Repository.SharedOrSkip("dicom");
        string work = Directory.CreateTempSubdirectory("deid").FullName;
        try
        {
            List<string> written = [], summary = [];
            foreach (string path in Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is not (".tsv" or ".md")).Order())
            {
                string output = Path.Combine(work, written.Count.ToString("0000", CultureInfo.InvariantCulture) + ".dcm");
                DeidentificationOutcome outcome = await Deidentify(path, output);
                summary.Add(outcome is Quarantined quarantined ? quarantined.Reason : "written");
                if (outcome is not Deidentified) continue;
                HoldsNobody(path, await File.ReadAllBytesAsync(output));
                written.Add(output);
            }

            foreach (IGrouping<string, string> group in summary.GroupBy(reason => reason).OrderByDescending(group => group.Count()))
                TestContext.Current.TestOutputHelper?.WriteLine($"{group.Count(),5}  {group.Key}");
            written.Count.ShouldBeGreaterThan(20);
            summary.ShouldAllBe(reason => reason.Length > 0);
            ReadBack("dcmdump", written, path => ["-q", path]);
            ReadBack("gdcmdump", written, path => [path]);
            ReadByPydicom(work);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<DeidentificationOutcome> Deidentify(string path, string output)
    {
        await using FileStream input = File.OpenRead(path);
        await using FileStream result = File.Create(output);
        return await new Deidentifier { TrustRegions = true }.DeidentifyAsync(input, result, new FacilityId("alpha"), DeidentificationProfile.Research, Fixtures.Key());
    }

    /// <summary>A search of its own: the raw bytes of the values in the original file, against the raw bytes of the result.</summary>
    private static void HoldsNobody(string path, byte[] output)
    {
        using DicomFile file = DicomFile.Open(File.OpenRead(path));
        foreach (Tag tag in (Tag[])[Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID, Tags.FrameOfReferenceUID])
        {
            if (!file.DataSet.TryGet(tag, out Element element)) continue;
            byte[] value = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(element.Value).Trim(' ', '\0'));
            if (value.Length < 6) continue;
            output.AsSpan().IndexOf(value).ShouldBe(-1, $"{Path.GetFileName(path)} still holds {tag}");
        }
    }

    private static void ReadBack(string tool, List<string> files, Func<string, string[]> arguments)
    {
        if (!File.Exists("/usr/bin/" + tool))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{tool} is not on this machine: not compared");
            return;
        }

        foreach (string file in files)
        {
            (int exit, string output) = Execute("/usr/bin/" + tool, arguments(file));
            exit.ShouldBe(0, $"{tool} cannot read a result: {output}");
        }
    }

    private static void ReadByPydicom(string folder)
    {
        const string script = """
            import sys, glob
            try:
                import pydicom
            except ImportError:
                print("absent"); sys.exit(0)
            for path in sorted(glob.glob(sys.argv[1] + "/*.dcm")):
                import os
                if os.path.getsize(path) == 0: continue
                d = pydicom.dcmread(path)
                for element in d.iterall(): str(element.value)[:10]
                if "PatientIdentityRemoved" in d: assert d.PatientIdentityRemoved == "YES"
            print("read")
            """;
        if (!File.Exists("/usr/bin/python3")) return;
        (int exit, string output) = Execute("/usr/bin/python3", ["-c", script, folder]);
        exit.ShouldBe(0, output);
        TestContext.Current.TestOutputHelper?.WriteLine("pydicom: " + output.Trim());
    }

    private static (int Exit, string Output) Execute(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output[..Math.Min(200, output.Length)] : errors.Result);
    }
}
