using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pipeline.Deidentification.Tests;

/// <summary>The validator of dicom3tools.</summary>
internal static partial class Dciodvfy
{
    private const string Program = "/usr/bin/dciodvfy";

    public static void SkipWhereAbsent() => Assert.SkipUnless(File.Exists(Program), "dciodvfy is not on this machine: validity is not checked");

    /// <summary>The errors it reports of a file, without the values and item numbers that differ between an object and its result.</summary>
    public static async Task<HashSet<string>> ErrorsOf(string path)
    {
        var start = new ProcessStartInfo(Program, [path]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> other = process.StandardOutput.ReadToEndAsync();
        string report = await process.StandardError.ReadToEndAsync();
        await other;
        await process.WaitForExitAsync();
        return [.. report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Select(line => Normalized(line))];
    }

    private static string Normalized(string line) => ValuePattern.Replace(ItemPattern.Replace(line, "[]"), "<>").Trim();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex ItemPattern { get; }

    /// <summary>A value in angle brackets, or a UID; names of elements, modules and sequences, which stand in brackets too, follow an equals sign without spaces.</summary>
    [GeneratedRegex(@"(?<= = |value |is |Value )<[^<>]*>|<[0-9.]+>|(?<=InstanceUID )[0-9.]+")]
    private static partial Regex ValuePattern { get; }
}
