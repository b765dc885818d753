using System.Collections.Concurrent;

namespace Pipeline.CenterCli;

/// <summary>
/// The folder of results. A file gets its name only when it is whole: until then it lies in a work folder, which a killed
/// run leaves behind and the next one empties. One run at a time.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string WorkFolder = ".center-deidentify";

    private readonly ConcurrentDictionary<string, bool> folders = new(StringComparer.Ordinal);
    private readonly string root;
    private readonly string work;
    private readonly bool overwrite;
    private readonly FileStream held;

    private OutputFolder(string root, string work, bool overwrite, FileStream held) => (this.root, this.work, this.overwrite, this.held) = (root, work, overwrite, held);

    /// <summary>Whether a folder of this name is a run's own.</summary>
    public static bool IsWorkFolder(ReadOnlySpan<char> name) => name.SequenceEqual(WorkFolder);

    /// <summary>Takes the folder, creating it if need be.</summary>
    /// <exception cref="CenterException">It holds something and may not be overwritten, another run is at it, or it cannot be written to.</exception>
    public static OutputFolder Open(string root, bool overwrite)
    {
        string workFolder = Path.Combine(root, WorkFolder);
        try
        {
            Directory.CreateDirectory(root);
            if (!overwrite && Directory.EnumerateFileSystemEntries(root).Any(entry => !IsWorkFolder(Path.GetFileName(entry.AsSpan()))))
            {
                throw new CenterException(ExitCodes.Usage, new(
                    "--out のフォルダが空ではありません。別のフォルダを指定するか、置き換えてよければ --overwrite を付けてください。",
                    "The folder of --out is not empty. Give another one, or --overwrite to replace what it holds."));
            }

            Directory.CreateDirectory(workFolder);
            FileStream lockFile = Hold(workFolder);
            foreach (string left in Directory.EnumerateFiles(workFolder, "*.partial"))
            {
                File.Delete(left);
            }

            return new OutputFolder(root, workFolder, overwrite, lockFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("--out のフォルダに書き込めません。場所と権限を確認してください。", "The folder of --out cannot be written to. Check its place and permissions."), e);
        }
    }

    /// <summary>The place that a file's result lies at while it has no name.</summary>
    public string PartialOf(int file) => Path.Combine(work, $"{file}.partial");

    /// <summary>The place of a result.</summary>
    public string PathOf(string relativePath) => Path.Combine(root, relativePath);

    /// <summary>Gives a whole file its name.</summary>
    /// <exception cref="IOException">It cannot have it.</exception>
    public void Publish(string partial, string relativePath)
    {
        string path = PathOf(relativePath);
        if (Path.GetDirectoryName(path) is { } folder && !folders.ContainsKey(folder))
        {
            Directory.CreateDirectory(folder);
            folders.TryAdd(folder, true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Takes away what an earlier run wrote for an input that is not written now; false where that fails.</summary>
    public bool TryWithdraw(string relativePath)
    {
        if (!overwrite)
        {
            return true;
        }

        try
        {
            string path = PathOf(relativePath);
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        held.Dispose();
        Directory.Delete(work, recursive: true);
    }

    private static FileStream Hold(string work)
    {
        try
        {
            return new FileStream(Path.Combine(work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e)
        {
            throw new CenterException(ExitCodes.Usage, new("別の実行が --out のフォルダに書き込んでいます。終わるのを待つか、別のフォルダを指定してください。", "Another run is writing to the folder of --out. Wait until it ends, or give another folder."), e);
        }
    }
}
