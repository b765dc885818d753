using System.Diagnostics;
using System.Text;

namespace Pipeline.Dicom.Tests;

/// <summary>Runs a program of the system that reads DICOM, to be compared with ours.</summary>
internal static class Tool
{
    /// <summary>Skips the calling test, printing why, where the program is absent.</summary>
    public static void RequireOrSkip(string program) => Assert.SkipUnless(File.Exists(program), $"{program} is not on this machine");

    /// <summary>Runs to the end; what it prints is read as UTF-8.</summary>
    public static ToolResult Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, errors.Result);
    }
}

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
