using System.Diagnostics;
using System.Reflection;
using System.Text;
using Pipeline.Tests;

namespace Pipeline.LocalCenter.Tests;

/// <summary>Runs the built program to its end.</summary>
internal static class CenterCommand
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        string configuration = typeof(CenterCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string program = Path.Combine(Repository.Root, "functions", "LocalCenter", "bin", configuration, "net10.0", "Pipeline.LocalCenter.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
