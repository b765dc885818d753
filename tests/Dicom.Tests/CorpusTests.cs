using System.Text;
using Pipeline.Tests;

namespace Pipeline.Dicom.Tests;

public class CorpusTests
{
    private static readonly string Snapshot = Path.Combine(Repository.Root, "tests", "Dicom.Tests", "refused.tsv");

    [Fact]
    public void Every_file_is_read_whole_or_refused_as_reviewed()
    {
        var refused = new StringBuilder("path\treason\toffset\ttag\n");
        foreach (string path in Corpus.PathsOrSkip())
        {
            try
            {
                ReadWhole(path);
            }
            catch (DicomFormatException exception)
            {
                refused.Append($"{path}\t{exception.Reason}\t{exception.Offset}\t{exception.Tag}\n");
            }
        }
        if (!File.Exists(Snapshot) || File.ReadAllText(Snapshot) != refused.ToString())
            File.WriteAllText(Snapshot + ".received.tsv", refused.ToString());
        File.ReadAllText(Snapshot).ShouldBe(refused.ToString());
    }

    [Fact]
    public void What_is_not_edited_is_written_byte_for_byte()
    {
        var different = new List<string>();
        int same = 0;
        foreach (string path in Corpus.PathsOrSkip())
        {
            byte[] original = File.ReadAllBytes(Corpus.FullPath(path));
            byte[] written;
            TransferSyntax syntax;
            try
            {
                using DicomFile file = DicomFile.Open(new MemoryStream(original));
                syntax = file.TransferSyntax;
                var output = new MemoryStream();
                file.WriteTo(output, DicomEdit.None);
                written = output.ToArray();
            }
            catch (DicomFormatException)
            {
                continue;
            }
            if (written.AsSpan().SequenceEqual(original))
                same++;
            else if (!syntax.IsBigEndian && !syntax.IsDeflated)
                different.Add($"{path} {syntax} {original.Length} {written.Length} first at {written.AsSpan().CommonPrefixLength(original)}");
        }
        different.ShouldBeEmpty();
        same.ShouldBeGreaterThan(300);
    }

    private static void ReadWhole(string path)
    {
        using DicomFile file = DicomFile.Open(Corpus.OpenRead(path));
        ReadText(file.DataSet);
        while (Synchronous.Result(file.ReadNextPartAsync()) is { } part)
            ReadText(part);
    }

    private static void ReadText(DataSet dataSet)
    {
        foreach (Element element in dataSet)
        {
            dataSet.GetStrings(element.Tag);
            foreach (DataSet item in dataSet.GetItems(element.Tag))
                ReadText(item);
        }
    }
}
