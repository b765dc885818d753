using System.Diagnostics;
using System.Reflection;
using System.Text;
using Pipeline.Tests;

namespace Pipeline.EndToEnd.Centers;

/// <summary>The built programs, and tools of others.</summary>
internal static class Programs
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The built center.</summary>
    public static string Center { get; } = Built("LocalCenter", "Pipeline.LocalCenter.dll");

    /// <summary>The built <c>center</c> command.</summary>
    public static string Cli { get; } = Built("CenterCli", "center.dll");

    public static ProcessStartInfo Dotnet(string program, IEnumerable<string> arguments)
        => Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]);

    /// <summary>Runs <c>center</c>; its output is in the message when it does not return what is expected.</summary>
    public static async Task<string> CenterAsync(int expected, CancellationToken cancellationToken, params string[] arguments)
    {
        (int code, string output) = await RunAsync(Dotnet(Cli, ["--lang", "en", .. arguments]), cancellationToken);
        code.ShouldBe(expected, output);
        return output;
    }

    /// <summary>Runs a tool of others; skips the test where it is absent.</summary>
    public static async Task<(int Code, string Output)> ToolOrSkipAsync(string tool, CancellationToken cancellationToken, params string[] arguments)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(path is not null, $"{tool} is not on this machine");
        return await RunAsync(Start(path!, arguments), cancellationToken);
    }

    /// <summary>Skips the test where the system's Python or what it imports is absent.</summary>
    public static async Task PythonIsThereOrSkipAsync(string imports, string package, CancellationToken cancellationToken)
        => Assert.SkipUnless(File.Exists(Python) && (await RunAsync(Start(Python, ["-c", $"import {imports}"]), cancellationToken)).Code == 0, $"{package} is not on this machine");

    /// <summary>Runs a script of this folder with the system's Python.</summary>
    public static async Task<string> PythonAsync(string script, CancellationToken cancellationToken, params string[] arguments)
    {
        (int code, string output) = await RunAsync(Start(Python, [Path.Combine(Repository.Root, "tests", "EndToEnd", script), .. arguments]), cancellationToken);
        code.ShouldBe(0, output);
        return output;
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
        => new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };

    private static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        output += await errors;
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output);
    }

    /// <summary>Built in the same configuration as these tests.</summary>
    private static string Built(string project, string file)
    {
        string configuration = typeof(Programs).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(Repository.Root, "functions", project, "bin", configuration, "net10.0", file);
    }
}
