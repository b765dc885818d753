namespace Pipeline.Cloud;

/// <summary>Files with secrets: readable by their owner only, replaced in one step.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">Others than its owner may read or write it.</exception>
    public static byte[] Read(string path)
        => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None
            ? throw new InvalidDataException($"{path} holds secrets, but others may read or write it: chmod 600.")
            : File.ReadAllBytes(path);

    /// <summary>Replaces it, or creates it with its folder.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content) => File.Move(WriteBeside(path, content), path, overwrite: true);

    /// <summary>Creates it unless it is there.</summary>
    /// <returns>False when it is there; it is then left as it is.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        string written = WriteBeside(path, content);
        try
        {
            File.Move(written, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(written);
            return false;
        }
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(beside, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return beside;
    }
}
