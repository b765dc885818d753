using System.Collections.Concurrent;
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
            ConcurrentBag<string> found = [];
            int compared = 0;
            string[] files = [.. Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is not (".tsv" or ".md")).Order()];
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, cancellation) =>
            {
                string output = Path.Combine(work, Path.GetRelativePath(corpus, path).Replace(Path.DirectorySeparatorChar, '-'));
                if (!await Written(path, output, profile)) return;
                HashSet<string> after = await Dciodvfy.ErrorsOf(output);
                if (after.Count > 0) after.ExceptWith(await Dciodvfy.ErrorsOf(path));
                foreach (string error in after) found.Add($"{Path.GetRelativePath(corpus, path)}\t{error}");
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

    private static async Task<bool> Written(string path, string output, DeidentificationProfile profile)
    {
        await using FileStream input = File.OpenRead(path);
        await using FileStream result = File.Create(output);
        return await new Deidentifier().DeidentifyAsync(input, result, new FacilityId("alpha"), profile, Fixtures.Key()) is Deidentified;
    }
}
