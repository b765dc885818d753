using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pipeline.CenterCli;

/// <summary>The folder of an export, for its owner only. Files get their names when they are whole.</summary>
internal sealed class ExportFolder : IAsyncDisposable
{
    private const string LockName = ".center-export.lock";
    private const string Hashes = "SHA256SUMS";
    private const string Partial = ".part";
    private const int LongestUid = 64;
    private readonly string root;
    private readonly FileStream held;

    private ExportFolder(string root, FileStream held) => (this.root, this.held) = (root, held);

    /// <exception cref="CenterException">It cannot be written, or another export is at work in it.</exception>
    public static ExportFolder Open(string root)
    {
        try
        {
            PullFolder.Create(root);
            return new ExportFolder(root, new FileStream(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"フォルダ {root} を使えません。書けないか、ほかの center が使っています。", $"The folder {root} cannot be used: it is read-only, or another center is at work in it."), e);
        }
    }

    /// <summary>The folder of a row's study.</summary>
    public static string StudyOf(JsonElement row) => $"dicom/{SafeUid(row, "studyInstanceUid")}";

    /// <summary>A UID as a name of a file: what is none (UIDs come from outside) is replaced by its hash.</summary>
    public static string SafeUid(JsonElement row, string member)
    {
        string uid = row.GetProperty(member).GetString()!;
        bool isUid = uid.Length <= LongestUid && uid.Length > 0 && uid.All(c => char.IsAsciiDigit(c) || c == '.') && uid.Trim('.').Length == uid.Length;
        return isUid ? uid : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uid)))[..32];
    }

    /// <summary>A path inside, given with <c>/</c>.</summary>
    public string In(string path) => Path.Combine([root, .. path.Split('/')]);

    /// <summary>Writes a file unless it is there.</summary>
    public async Task WriteOnceAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        string target = In(path);
        if (File.Exists(target))
        {
            return;
        }

        PullFolder.Create(Path.GetDirectoryName(target)!);
        await using (var file = new FileStream(target + Partial, PullFolder.Private(FileMode.Create)))
        {
            await write(file, cancellationToken);
            await file.FlushAsync(cancellationToken);
        }

        File.Move(target + Partial, target, overwrite: true);
    }

    /// <summary>Hashes every file, as <c>sha256sum --check</c> reads it.</summary>
    public async Task WriteHashesAsync(CancellationToken cancellationToken)
    {
        var list = new StringBuilder();
        IEnumerable<string> files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not (LockName or Hashes) && !file.EndsWith(Partial, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        foreach (string file in files)
        {
            await using FileStream content = File.OpenRead(file);
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
            list.Append($"{hash}  {Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')}\n");
        }

        Cloud.PrivateFile.Write(In(Hashes), Encoding.UTF8.GetBytes(list.ToString()));
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
