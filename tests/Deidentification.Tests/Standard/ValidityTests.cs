using System.Collections.Concurrent;
using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>What is written is as valid as what was read: dciodvfy finds no error in a result that its original had not.</summary>
public class ValidityTests
{
    [Theory]
    [InlineData("research")]
    [InlineData("basic")]
    public async Task No_result_has_an_error_that_its_original_had_not(string name)
    {
        string corpus = Repository.SharedOrSkip("dicom");
        Dciodvfy.SkipWhereAbsent();
        DeidentificationProfile profile = name == "basic" ? Fixtures.Profile("remove") : DeidentificationProfile.Research;
        string work = Directory.CreateTempSubdirectory("valid").FullName;
        try
        {
            Dictionary<string, string> reviewed = Reviewed();
            ConcurrentBag<string> found = [];
            int compared = 0;
            string[] files = [.. Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is not (".tsv" or ".md")).Order()];
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, cancellation) =>
            {
                string output = Path.Combine(work, Path.GetRelativePath(corpus, path).Replace(Path.DirectorySeparatorChar, '-'));
                if (!await Written(path, output, profile)) return;
                HashSet<string> after = await Dciodvfy.ErrorsOf(output);
                if (after.Count > 0) after.ExceptWith(await Dciodvfy.ErrorsOf(path));
                foreach (string error in after.Where(error => !reviewed.ContainsKey(error))) found.Add($"{Path.GetRelativePath(corpus, path)}\t{error}");
                Interlocked.Increment(ref compared);
                File.Delete(output);
            });
            TestContext.Current.TestOutputHelper?.WriteLine($"{compared} results compared with their originals");
            compared.ShouldBeGreaterThan(20);
            found.Order().ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Errors that were looked at and stand, each with its reason.</summary>
    private static Dictionary<string, string> Reviewed()
        => File.ReadLines(Path.Combine(Repository.Root, "tests", "Deidentification.Tests", "Standard", "dciodvfy-reviewed.tsv"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1]);

    /// <summary>
    /// The header as the pass writes it, pixels as they were: nearly all of the corpus is held for its pixels, and its headers
    /// are to be valid all the same.
    /// </summary>
    private static async Task<bool> Written(string path, string output, DeidentificationProfile profile)
    {
        await using FileStream result = File.Create(output);
        try
        {
            await using DicomFile file = await DicomFile.OpenAsync(File.OpenRead(path));
            ObjectKinds.Require(file.DataSet, file.Streamed is not null);
            await file.WriteToAsync(result, new HeaderEdit(profile));
            return true;
        }
        catch (Exception exception) when (exception is DicomFormatException or QuarantineException)
        {
            return false;
        }
    }

    private sealed class HeaderEdit(DeidentificationProfile profile) : DicomEdit
    {
        private HeaderPolicy? _policy;

        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            bool first = _policy is null;
            var patient = new PatientContext { Facility = new FacilityId("alpha"), PatientId = part.GetString(Tags.PatientID) ?? "" };
            var pseudonyms = new ObjectPseudonyms(new Pseudonyms(Fixtures.Key()), profile, patient);
            var log = new ActionLog();
            _policy ??= new HeaderPolicy(
                profile, pseudonyms, new PatientText(new TextCleaner(KnownIdentifierReader.Read(part, patient), profile.Dates, pseudonyms.Shift)), part.GetString(Tags.SOPClassUID) ?? "", log);
            part.Edit(_policy);
            if (first)
            {
                part.SetString(Tags.PatientID, pseudonyms.Patient);
                part.SetString(Tags.PatientName, pseudonyms.Patient);
                WrittenAttributes.Write(part, profile, PixelTreatment.Passed, log);
            }

            return ValueTask.CompletedTask;
        }
    }
}
