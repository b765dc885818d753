namespace Pipeline.Dicom.Tests;

/// <summary>Runs the system's Python with pydicom, the reader ours is compared with.</summary>
internal static class Python
{
    public const string Program = "/usr/bin/python3";

    public static string RunOrSkip(string script, string input)
    {
        Tool.RequireOrSkip(Program);
        ToolResult result = Tool.Run(Program, ["-c", script], input);
        Assert.SkipWhen(result.Errors.Contains("No module named 'pydicom'", StringComparison.Ordinal), "python3-pydicom is not on this machine");
        result.ExitCode.ShouldBe(0, result.Errors);
        return result.Output;
    }
}
