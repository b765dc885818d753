using System.Text.RegularExpressions;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>What is edited stays valid, reads the same elsewhere, and changes nowhere else.</summary>
public partial class EditedFilesTests(EditedCorpus corpus) : IClassFixture<EditedCorpus>
{
    private const int FilesAtLeast = 390;
    private const int ElementsAtLeast = 25_000;

    [Fact]
    public void Nothing_but_the_edited_elements_changes()
    {
        var disagreements = new Disagreements("edited");
        foreach ((string path, string edited) in corpus.FilesOrSkip())
            disagreements.Compare(path, Unedited(Read(Corpus.OpenRead(path))), Unedited(Read(File.OpenRead(edited))));
        disagreements.ShouldBeAsReviewed(ElementsAtLeast);
    }

    [Fact]
    public void Pydicom_reads_every_edited_file_as_we_do()
    {
        IReadOnlyList<(string Path, string Edited)> files = corpus.FilesOrSkip();
        IReadOnlyList<Dictionary<string, ListedElement>> theirs = Readers.PydicomOrSkip([.. files.Select(file => file.Edited)]);
        var disagreements = new Disagreements("edited-pydicom");
        for (int i = 0; i < files.Count; i++)
            disagreements.Compare(files[i].Path, ElementListing.Read(File.OpenRead(files[i].Edited))!, theirs[i]);
        disagreements.ShouldBeAsReviewed(ElementsAtLeast);
    }

    [Fact]
    public void Dcmdump_reads_every_edited_file_as_we_do()
    {
        IReadOnlyList<(string Path, string Edited)> files = corpus.FilesOrSkip();
        IReadOnlyDictionary<string, string> theirs = Readers.DcmdumpOrSkip([.. files.Select(file => file.Edited)]);
        var disagreements = new Disagreements("edited-dcmdump");
        foreach ((string path, string edited) in files)
            disagreements.Compare(path, ElementListing.Read(File.OpenRead(edited))!, DumpListing.Parse(theirs[edited]));
        disagreements.ShouldBeAsReviewed(ElementsAtLeast);
    }

    [Fact]
    public void Dciodvfy_finds_no_error_in_an_edited_file_that_the_input_had_not()
    {
        const string program = "/usr/bin/dciodvfy";
        IReadOnlyList<(string Path, string Edited)> files = corpus.FilesOrSkip();
        Tool.RequireOrSkip(program);
        (string Path, string[] Before, string[] After)[] errors = [.. files.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(file
            => (file.Path, Errors(Tool.Run(program, [Inflated(Corpus.FullPath(file.Path), file.Edited)]).Errors), Errors(Tool.Run(program, [file.Edited]).Errors)))];
        var disagreements = new Disagreements("edited-dciodvfy");
        foreach ((string path, string[] before, string[] after) in errors)
        {
            foreach (string added in after.Except(before, StringComparer.Ordinal))
                disagreements.Add(path, added, "not in the input");
        }
        disagreements.ShouldBeAsReviewed();
        files.Count.ShouldBeGreaterThan(FilesAtLeast);
        errors.Sum(file => file.Before.Length).ShouldBeGreaterThan(FilesAtLeast);
    }

    /// <summary>dciodvfy cannot read deflated data sets; dcmconv can.</summary>
    private static string Inflated(string input, string edited)
    {
        using DicomFile file = DicomFile.Open(File.OpenRead(input));
        if (!file.TransferSyntax.IsDeflated)
            return input;
        string inflated = edited + ".inflated";
        Tool.Run("/usr/bin/dcmconv", ["+te", input, inflated]).ExitCode.ShouldBe(0);
        return inflated;
    }

    /// <summary>Error lines without offsets.</summary>
    private static string[] Errors(string output)
        => [.. output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Select(line => Offset().Replace(line, "").Trim())];

    private static Dictionary<string, ListedElement> Unedited(IReadOnlyDictionary<string, ListedElement> elements)
        => elements.Where(pair => !EditedCorpus.IsEdited(pair.Key)).ToDictionary(pair => pair.Key, pair => Comparable(pair.Value), StringComparer.Ordinal);

    /// <summary>Text is compared as text: it became UTF-8. Odd lengths became even.</summary>
    private static ListedElement Comparable(ListedElement element)
        => element.Text is not null || element.Length % 2 == 1 ? element with { Length = null, Digest = null } : element;

    private static IReadOnlyDictionary<string, ListedElement> Read(Stream stream) => ElementListing.Read(stream, withText: true)!;

    [GeneratedRegex(@"\(?(\d+) dec\)?|byte offset.*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Offset();
}
