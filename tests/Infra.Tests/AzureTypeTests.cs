using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.Infra.Tests;

/// <summary>The files against the Azure resource types themselves: properties, values, API versions.</summary>
public sealed class AzureTypeTests
{
    [Fact]
    public async Task Every_resource_is_what_Azure_takes()
    {
        string checker = Repository.SharedOrSkip("bicep-check", "check.js");
        string types = Repository.SharedOrSkip("bicep-check", "types.json");
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("bicep-check-");
        try
        {
            (int installed, string log) = await Run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", scratch.FullName, "tree-sitter@0.22.4", "tree-sitter-bicep@1.1.0"], scratch.FullName);
            Assert.SkipUnless(installed == 0, $"the checker's grammar could not be installed: {log}");

            (int result, string output) = await Run("node", [checker, types, .. BicepFile.All.Select(file => file.Path)], scratch.FullName);

            result.ShouldBe(0, output);
            output.ShouldContain($"{BicepFile.All.Count} files");
            output.ShouldContain(", 0 problems");
            output.ShouldNotContain(" note ");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, string[] arguments, string scratch)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["NODE_PATH"] = Path.Combine(scratch, "node_modules");
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception absent)
        {
            Assert.Skip($"{program} is not on this machine: {absent.Message}");
            throw;
        }
    }
}
