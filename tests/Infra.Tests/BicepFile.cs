using System.Text.RegularExpressions;

namespace Pipeline.Infra.Tests;

/// <summary>A Bicep file of ours, read as far as the tests need: declarations, and objects and arrays inside them.</summary>
/// <remarks>Knows the style of <c>infra/</c> only: a declaration starts at the first column, one property a line or separated by commas.</remarks>
internal sealed partial class BicepFile
{
    private BicepFile(string path)
    {
        Path = path;
        Text = string.Concat(File.ReadLines(path).Select(line => WithoutComment(line) + "\n"));
        Declarations = [.. Declare(Text)];
    }

    /// <summary>The folder <c>infra</c>.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "infra");

    /// <summary>Every Bicep file of the project.</summary>
    public static IReadOnlyList<BicepFile> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new BicepFile(path))];

    public string Path { get; }

    public string Name => System.IO.Path.GetRelativePath(Folder, Path).Replace('\\', '/');

    /// <summary>The text without comments.</summary>
    public string Text { get; }

    public IReadOnlyList<BicepDeclaration> Declarations { get; }

    public IEnumerable<BicepDeclaration> Parameters => Declarations.Where(one => one.Keyword == "param");

    public IEnumerable<BicepDeclaration> Modules => Declarations.Where(one => one.Keyword == "module");

    public IEnumerable<BicepDeclaration> Resources => Declarations.Where(one => one.Keyword == "resource");

    public static BicepFile Named(string name) => All.Single(file => file.Name == name);

    public BicepDeclaration Declared(string symbol) => Declarations.Single(one => one.Symbol == symbol && one.Keyword != "output");

    /// <summary>The file that a module declaration of this file points to.</summary>
    public BicepFile Target(BicepDeclaration module)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, module.Type));
        return All.Single(file => file.Path == path);
    }

    public override string ToString() => Name;

    private static string WithoutComment(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\'')
                i = BicepValue.EndOfString(line, i) - 1;
            else if (line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')
                return line[..i].TrimEnd();
        }

        return line;
    }

    private static IEnumerable<BicepDeclaration> Declare(string text)
    {
        foreach (Match match in Start().Matches(text))
        {
            int end = BicepValue.EndOfExpression(text, match.Index, stopAtComma: false);
            yield return new BicepDeclaration(
                match.Groups["keyword"].Value, match.Groups["symbol"].Value, match.Groups["type"].Value.Trim('\''), text[match.Index..end]);
        }
    }

    [GeneratedRegex(@"^(?<keyword>param|var|resource|module|output|type) (?<symbol>\w+)(?: (?<type>'[^']+'|[\w\[\]]+))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Start();
}
