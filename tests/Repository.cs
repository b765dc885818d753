using System.Runtime.CompilerServices;

namespace Pipeline.Tests;

/// <summary>Where the checkout lies, and the optional corpus of real files beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Pipeline.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// A path below <c>../shared</c>, the corpus that lies beside the project where it is developed. Skips the calling
    /// test, printing why, where that folder is absent: nothing here may need it to pass.
    /// </summary>
    public static string SharedOrSkip(params string[] parts)
    {
        string path = Path.Combine([Root, "..", "shared", .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"the corpus is not on this machine: {path}");
        return Path.GetFullPath(path);
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
        => Path.GetDirectoryName(Path.GetDirectoryName(thisFile))!;
}
