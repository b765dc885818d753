using System.Globalization;
using Pipeline.Tests;

namespace Pipeline.Dicom.Tests.Agreement;

/// <summary>
/// Collects where another reader differs and compares that with a reviewed table: file, element (a trailing <c>*</c> stands
/// for all that begin so), whose fault it is, and why. A row that no difference needs any more fails too.
/// </summary>
internal sealed class Disagreements(string reader)
{
    private readonly string _table = Path.Combine(Repository.Root, "tests", "Dicom.Tests", "Agreement", reader + ".tsv");
    private readonly List<(string File, string Element, string What)> _found = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private int _elements;

    /// <summary>The other reader differs about the file as a whole.</summary>
    public void Add(string file, string what) => Add(file, "file", what);

    /// <summary>The other reader differs about something in a file.</summary>
    public void Add(string file, string element, string what)
    {
        _files.Add(file);
        _found.Add((file, element, what));
    }

    /// <summary>Compares two listings of one file, element by element, both ways.</summary>
    public void Compare(string file, IReadOnlyDictionary<string, ListedElement> ours, IReadOnlyDictionary<string, ListedElement> theirs)
    {
        _files.Add(file);
        foreach ((string path, ListedElement element) in ours)
        {
            _elements++;
            if (!theirs.TryGetValue(path, out ListedElement? other))
                _found.Add((file, path, "absent from theirs"));
            else if (element.DifferenceTo(other) is { } difference)
                _found.Add((file, path, difference));
        }
        foreach (string path in theirs.Keys.Where(path => !ours.ContainsKey(path)))
            _found.Add((file, path, "absent from ours"));
    }

    /// <summary>Fails where a difference is not in the table, or a row of it is not needed. The differences found are then beside it.</summary>
    public void ShouldBeAsReviewed(int atLeast = -1)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reader}: {_files.Count} files, {_elements} elements compared, {_found.Count} disagreements"));
        string[][] rows = [.. File.ReadLines(_table).Skip(1).Select(line => line.Split('\t'))];
        string[] unreviewed = [.. _found.Where(found => !rows.Any(row => Covers(row, found))).Select(found => $"{found.File}\t{found.Element}\t{found.What}")];
        string[] needless = [.. rows.Where(row => _files.Contains(row[0]) && !_found.Any(found => Covers(row, found))).Select(row => string.Join('\t', row))];
        if (unreviewed.Length > 0)
            File.WriteAllLines(_table + ".received.tsv", unreviewed);
        unreviewed.Take(20).ShouldBeEmpty();
        needless.ShouldBeEmpty();
        rows.ShouldAllBe(row => row.Length == 4 && row[3].Length > 0);
        _elements.ShouldBeGreaterThan(atLeast);
    }

    private static bool Covers(string[] row, (string File, string Element, string What) found)
        => row[0] == found.File
            && (row[1].EndsWith('*') ? found.Element.StartsWith(row[1][..^1], StringComparison.Ordinal) : row[1] == found.Element);
}
