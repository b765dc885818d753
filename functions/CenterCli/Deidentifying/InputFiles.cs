using System.IO.Enumeration;

namespace Pipeline.CenterCli;

/// <summary>Finds every file of the inputs. Never looks into the output folder; links to folders are listed, not followed.</summary>
internal static class InputFiles
{
    private static readonly StringComparer Names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>In the order of the inputs, each file once under one relative path.</summary>
    /// <exception cref="CenterException">An input is not there or cannot be walked, holds or is the output folder, or two files would be written to one place.</exception>
    public static List<InputFile> Find(IReadOnlyList<string> inputs, string output)
    {
        string outputFolder = RealPath.Of(output);
        var files = new List<InputFile>();
        for (int i = 0; i < inputs.Count; i++)
        {
            string input = RealPath.Of(inputs[i]);
            RequireApart(input, outputFolder, i + 1);
            if (File.Exists(input))
            {
                files.Add(new InputFile(inputs[i], Path.GetFileName(Path.GetFullPath(inputs[i])), new FileInfo(input).Length));
            }
            else if (Directory.Exists(input))
            {
                AddFolder(files, inputs[i], input, outputFolder);
            }
            else
            {
                throw new CenterException(ExitCodes.Usage, new($"{i + 1} 番目の INPUT がありません。", $"INPUT {i + 1} does not exist."));
            }
        }

        RequireOwnPlaces(files, inputs.Count);
        return files;
    }

    private static void AddFolder(List<InputFile> files, string named, string input, string outputFolder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        string prefix = Path.EndsInDirectorySeparator(input) ? input : input + Path.DirectorySeparatorChar;
        var walk = new FileSystemEnumerable<InputFile>(input, (ref entry) => Describe(named, prefix, ref entry), options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry) && !OutputFolder.IsWorkFolder(entry.FileName) && !Names.Equals(entry.ToFullPath(), outputFolder),
        };
        try
        {
            files.AddRange(walk);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("INPUT の下に読めないフォルダがあります。権限を確認してください。", "A folder below an INPUT cannot be read. Check its permissions."), e);
        }
    }

    private static InputFile Describe(string named, string prefix, ref FileSystemEntry entry)
    {
        string relative = entry.ToFullPath()[prefix.Length..];
        string path = Path.Combine(named, relative);
        return entry.IsDirectory ? new InputFile(path, relative, 0, IsFolderLink: true) : new InputFile(path, relative, LengthOf(ref entry));
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Of a link's target, for the entry's own length would be the link's.</summary>
    private static long LengthOf(ref FileSystemEntry entry)
    {
        if (!IsLink(ref entry))
        {
            return entry.Length;
        }

        try
        {
            return File.ResolveLinkTarget(entry.ToFullPath(), returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : 0;
        }
        catch (IOException)
        {
            // A link that leads round in a circle has no target.
            return 0;
        }
    }

    private static void RequireApart(string input, string output, int number)
    {
        if (Names.Equals(input, output) || Path.TrimEndingDirectorySeparator(input).StartsWith(output + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"{number} 番目の INPUT が --out のフォルダと同じか、その中にあります。別のフォルダを --out に指定してください。",
                $"INPUT {number} is the folder of --out, or lies in it. Give --out another folder."));
        }
    }

    private static void RequireOwnPlaces(List<InputFile> files, int inputs)
    {
        if (inputs == 1)
        {
            return;
        }

        int taken = files.Count - files.Select(file => file.RelativePath).Distinct(Names).Count();
        if (taken > 0)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"異なる INPUT に同じ相対パスのファイルがあります ({taken} 件)。INPUT ごとに別の --out で実行してください。",
                $"Files of different INPUTs have the same relative path ({taken}). Run each INPUT with an --out of its own."));
        }
    }
}
