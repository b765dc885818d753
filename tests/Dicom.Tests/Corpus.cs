using Pipeline.Tests;

namespace Pipeline.Dicom.Tests;

/// <summary>The corpus beside the project: every file its inventory lists, by relative path.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> PathsOrSkip()
    {
        string inventory = Repository.SharedOrSkip("dicom", "INVENTORY.tsv");
        return [.. File.ReadLines(inventory).Skip(1).Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal)];
    }

    public static string FullPath(string relative) => Path.Combine(Repository.SharedOrSkip("dicom"), relative);

    public static FileStream OpenRead(string relative) => new(FullPath(relative), FileMode.Open, FileAccess.Read, FileShare.Read, 1);
}
