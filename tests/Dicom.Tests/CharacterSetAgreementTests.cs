using System.Text.Json;

namespace Pipeline.Dicom.Tests;

public class CharacterSetAgreementTests
{
    // Prints, for every file named on standard input, each text element as [path in the data set, [values]].
    private const string Script = """
        import sys, json, warnings, logging
        warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
        import pydicom
        TEXT = {"LO", "LT", "PN", "SH", "ST", "UC", "UT"}
        def walk(ds, at, out):
            for e in ds:
                p = at + "%04X,%04X" % (e.tag.group, e.tag.element)
                if e.VR == "SQ":
                    for i, item in enumerate(e.value): walk(item, p + "[%d]." % i, out)
                elif e.VR in TEXT and not e.tag.is_private:
                    v = e.value
                    v = [] if v is None else [str(x) for x in v] if isinstance(v, (list, pydicom.multival.MultiValue)) else [str(v)]
                    out.append([p, v])
        for line in sys.stdin.read().splitlines():
            out = []
            try:
                walk(pydicom.dcmread(line, force=True, stop_before_pixels=True), "", out)
            except Exception as e:
                out = None
            print(json.dumps(out))
        """;

    [Fact]
    public void Text_of_the_corpus_is_read_as_pydicom_reads_it()
    {
        IReadOnlyList<string> paths = Corpus.PathsOrSkip();
        string[] lines = Python.RunOrSkip(Script, string.Join('\n', paths.Select(Corpus.FullPath))).TrimEnd().Split('\n');
        lines.Length.ShouldBe(paths.Count);
        var differences = new List<string>();
        int compared = 0, notAscii = 0;
        for (int i = 0; i < paths.Count; i++)
        {
            if (JsonDocument.Parse(lines[i]).RootElement is not { ValueKind: JsonValueKind.Array } expected || ReadText(paths[i]) is not { } ours)
                continue;
            foreach (JsonElement element in expected.EnumerateArray())
            {
                string path = element[0].GetString()!;
                string text = string.Join('\\', element[1].EnumerateArray().Select(value => value.GetString()!.TrimEnd('\0', ' ')));
                compared++;
                notAscii += System.Text.Ascii.IsValid(text) ? 0 : 1;
                string? found = ours.GetValueOrDefault(path);
                if (Trimmed(found) != Trimmed(text))
                    differences.Add($"{paths[i]} {path}: ours {found ?? "absent"} theirs {text}");
            }
        }
        differences.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(5000);
        notAscii.ShouldBeGreaterThan(30);
    }

    private static string Trimmed(string? text) => string.Join('\\', (text ?? "").Split('\\').Select(value => value.Trim().TrimEnd('=')));

    private static Dictionary<string, string>? ReadText(string path)
    {
        try
        {
            using DicomFile file = DicomFile.Open(Corpus.OpenRead(path));
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            Collect(file.DataSet, "", found);
            return found;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    private static void Collect(DataSet dataSet, string at, Dictionary<string, string> found)
    {
        foreach (Element element in dataSet)
        {
            string path = at + element.Tag;
            if (element.Vr.IsText())
                found[path] = string.Join('\\', dataSet.GetStrings(element.Tag));
            for (int i = 0; i < dataSet.GetItems(element.Tag).Count; i++)
                Collect(element.Items![i], $"{path}[{i}].", found);
        }
    }
}
