namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// Every element of every file of the corpus that we read, as four other readers have it: presence and nesting,
/// representation, length or value. What they differ in stands in a reviewed table each.
/// </summary>
public class AgreementTests
{
    private const int ElementsAtLeast = 36_000;

    /// <summary>gdcmdump takes one file at a time: every second one in CI, all of them where the soak run asks for it.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("PIPELINE_WHOLE_CORPUS") is null ? 2 : 1;

    [Fact]
    public void Pydicom_has_the_same_elements_with_the_same_bytes()
    {
        IReadOnlyList<string> paths = Corpus.PathsOrSkip();
        IReadOnlyList<Dictionary<string, ListedElement>> theirs = Readers.PydicomOrSkip([.. paths.Select(Corpus.FullPath)]);
        var disagreements = new Disagreements("pydicom");
        for (int i = 0; i < paths.Count; i++)
        {
            if (ElementListing.Read(Corpus.OpenRead(paths[i])) is not { } ours)
                continue;
            disagreements.Compare(paths[i], ours, theirs[i]);
        }
        disagreements.ShouldBeAsReviewed(ElementsAtLeast);
    }

    [Fact]
    public void Dcmdump_has_the_same_elements_with_the_same_lengths()
    {
        IReadOnlyList<string> paths = Corpus.PathsOrSkip();
        IReadOnlyDictionary<string, string> files = Readers.DcmdumpOrSkip([.. paths.Select(Corpus.FullPath)]);
        Compare("dcmdump", paths, path => files.GetValueOrDefault(Corpus.FullPath(path)));
    }

    [Fact]
    public void Gdcmdump_has_the_same_elements_with_the_same_lengths()
    {
        const string program = "/usr/bin/gdcmdump";
        IReadOnlyList<string> paths = [.. Corpus.PathsOrSkip().Where((_, i) => i % Stride == 0)];
        Tool.RequireOrSkip(program);
        Dictionary<string, string?> files = paths.AsParallel().WithDegreeOfParallelism(2).ToDictionary(path => path, path =>
        {
            ToolResult result = Tool.Run(program, [Corpus.FullPath(path)]);
            return result.ExitCode == 0 ? result.Output : null;
        }, StringComparer.Ordinal);
        Compare("gdcmdump", paths, path => files[path], ElementsAtLeast / Stride);
    }

    [Fact]
    public void Orthanc_has_the_same_elements_with_the_same_texts()
    {
        IReadOnlyList<string> paths = Corpus.PathsOrSkip();
        using var orthanc = OrthancProcess.StartOrSkip();
        var disagreements = new Disagreements("orthanc");
        foreach (string path in paths)
        {
            if (ElementListing.Read(Corpus.OpenRead(path), withText: true) is not { } ours)
                continue;
            if (orthanc.Read(Corpus.FullPath(path)) is { } theirs)
                disagreements.Compare(path, OrthancProcess.Comparable(ours, theirs), theirs);
            else if (OrthancProcess.Identifiers.All(tag => ours.TryGetValue(tag.ToString(), out ListedElement? element) && element.Length > 0))
                disagreements.Add(path, "refused by theirs");
        }
        disagreements.ShouldBeAsReviewed(ElementsAtLeast);
    }

    private static void Compare(string reader, IReadOnlyList<string> paths, Func<string, string?> dump, int atLeast = ElementsAtLeast)
    {
        var disagreements = new Disagreements(reader);
        foreach (string path in paths)
        {
            if (ElementListing.Read(Corpus.OpenRead(path)) is not { } ours)
                continue;
            if (dump(path) is { } text && DumpListing.Parse(text) is { Count: > 0 } theirs)
                disagreements.Compare(path, ours, theirs);
            else
                disagreements.Add(path, "refused by theirs");
        }
        disagreements.ShouldBeAsReviewed(atLeast);
    }
}
