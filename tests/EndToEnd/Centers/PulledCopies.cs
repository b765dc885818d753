namespace Pipeline.EndToEnd.Centers;

/// <summary>What the researchers of both projects pulled with the <c>center</c> command.</summary>
internal static class PulledCopies
{
    private static readonly string[] Projects = ["echo-atlas", "breast-reader"];

    /// <summary>The folder that both were pulled into, once.</summary>
    public static async Task<string> PullAsync(DemoCenter center, CancellationToken cancellationToken)
    {
        string folder = center.In("copies");
        if (!Directory.Exists(folder))
        {
            await center.LiveAsync(cancellationToken);
            foreach (string project in Projects)
            {
                await Programs.CenterAsync(0, cancellationToken, "pull", "--project", project, "--identity", center.Identity(project), "--out", Path.Combine(folder, project));
            }
        }

        return folder;
    }

    /// <summary>The objects among what was pulled.</summary>
    public static string[] Objects(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsDicom).Order(StringComparer.Ordinal)];

    private static bool IsDicom(string path)
    {
        byte[] start = new byte[132];
        using FileStream stream = File.OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan(128).SequenceEqual("DICM"u8);
    }
}
