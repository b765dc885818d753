namespace Pipeline.CenterCli;

/// <summary>The files that sending keeps beside what it sends.</summary>
internal static class SendFiles
{
    /// <summary>What was sent; holds only hashes and random names.</summary>
    public const string State = ".center-send.json";

    private const string Prefix = ".center-send.";
    private const string ImportPrefix = ".center-import.";

    /// <summary>Held while a run lasts.</summary>
    public static string LockOf(string stateFile) => Path.ChangeExtension(stateFile, ".lock");

    /// <summary>Which file went where, and which was left out: holds paths, so it stays where the state file is.</summary>
    public static string ListingOf(string stateFile) => Path.ChangeExtension(stateFile, ".files.tsv");

    /// <summary>The journal of an import.</summary>
    public const string Journal = ".center-import.db";

    public static bool IsOwn(ReadOnlySpan<char> name)
        => name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(ImportPrefix, StringComparison.Ordinal);
}
