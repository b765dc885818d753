using System.Globalization;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// Every readable file of the corpus, edited: another patient, no private elements, UTF-8, and explicit little-endian where
/// pixel data is native and was not so. Once for all tests of a class.
/// </summary>
public sealed class EditedCorpus : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edited").FullName;
    private List<(string Path, string Edited)>? _files;

    /// <summary>Path in the corpus and full path of the edited file.</summary>
    public IReadOnlyList<(string Path, string Edited)> FilesOrSkip() => _files ??= Write(Corpus.PathsOrSkip());

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Whether the edit may change what stands at this path.</summary>
    internal static bool IsEdited(string path)
        => path is "0008,0005" or "0010,0010" or "0010,0020" || path.EndsWith("/0008,0005", StringComparison.Ordinal)
            || path.Split('/').Any(step => Tag.Parse(step.AsSpan(0, 9)) is { IsPrivate: true } or { IsGroupLength: true } or { Group: 2 });

    private List<(string, string)> Write(IReadOnlyList<string> paths)
    {
        var files = new List<(string, string)>();
        foreach (string path in paths)
        {
            string edited = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{files.Count:0000}.dcm"));
            if (TryWrite(path, edited))
                files.Add((path, edited));
        }
        return files;
    }

    private static bool TryWrite(string path, string edited)
    {
        try
        {
            using DicomFile file = DicomFile.Open(Corpus.OpenRead(path));
            using FileStream output = File.Create(edited);
            file.WriteTo(output, new Edit(file.TransferSyntax));
            return true;
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    private sealed class Edit(TransferSyntax read) : DicomEdit, IElementPolicy
    {
        public override TransferSyntax OutputSyntax => read.IsEncapsulated ? read : TransferSyntax.ExplicitLittleEndian;

        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            part.Edit(this);
            if (part == file.DataSet)
            {
                part.SetString(Tags.PatientName, "Shiken^Taro=試験^太郎");
                part.SetString(Tags.PatientID, "TEST-1");
            }
            return ValueTask.CompletedTask;
        }

        public ElementDecision Decide(in Element element) => element.Tag.IsPrivate ? ElementDecision.Remove : ElementDecision.Recurse;
    }
}
