using System.Diagnostics;

namespace Pipeline.Dicom.Tests;

/// <summary>Runs the system's Python with pydicom, the reader ours is compared with.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    public static string RunOrSkip(string script, string input)
    {
        Assert.SkipUnless(File.Exists(Interpreter), $"{Interpreter} is not on this machine");
        var start = new ProcessStartInfo(Interpreter, ["-c", script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(errors.Result.Contains("No module named 'pydicom'", StringComparison.Ordinal), "python3-pydicom is not on this machine");
        process.ExitCode.ShouldBe(0, errors.Result);
        return output;
    }
}
