using System.Diagnostics;

namespace Pipeline.LocalCenter;

/// <summary>Finds Azurite on PATH or in the cache folder, or installs it there by npm.</summary>
/// <param name="searchPath">Folders of programs, as in the environment variable PATH.</param>
/// <param name="cache">Where it is installed.</param>
internal sealed class AzuriteInstallation(string searchPath, string cache)
{
    /// <summary>Names another cache folder than <c>~/.cache/pipeline/azurite</c>.</summary>
    public const string CacheVariable = "PIPELINE_AZURITE";

    /// <summary>By this process's environment.</summary>
    public static AzuriteInstallation OfEnvironment()
        => new(
            Environment.GetEnvironmentVariable("PATH") ?? "",
            Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } named
                ? named
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "pipeline", "azurite"));

    /// <summary>The program to run.</summary>
    /// <exception cref="AzuriteException">It is missing and cannot be installed.</exception>
    public async Task<string> FindOrInstallAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        Demand("node", "Azurite needs Node.js 20 or later: install it (https://nodejs.org) and make sure that 'node' is on PATH.");
        string cached = Path.Combine(cache, "node_modules", ".bin", OperatingSystem.IsWindows() ? "azurite.cmd" : "azurite");
        if (FindOnPath("azurite") is { } onPath)
        {
            return onPath;
        }

        if (!File.Exists(cached))
        {
            await InstallAsync(progress, cancellationToken);
        }

        return File.Exists(cached) ? cached : throw new AzuriteException($"npm installed Azurite, but {cached} is not there.");
    }

    /// <summary>Installs beside and moves into place, so that an interrupted installation is never taken for a whole one.</summary>
    private async Task InstallAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string npm = Demand("npm", "Azurite is installed by npm, which comes with Node.js: make sure that 'npm' is on PATH.");
        progress?.Report($"Installing Azurite {Azurite.Version} into {cache} (once, about a minute)");
        string beside = $"{cache.TrimEnd(Path.DirectorySeparatorChar)}.{Environment.ProcessId}";
        Directory.CreateDirectory(beside);
        try
        {
            await RunAsync(npm, ["install", "--prefix", beside, "--no-audit", "--no-fund", "--loglevel", "error", $"azurite@{Azurite.Version}"], cancellationToken);
            Directory.CreateDirectory(cache);
            Directory.Move(Path.Combine(beside, "node_modules"), Path.Combine(cache, "node_modules"));
        }
        catch (IOException) when (Directory.Exists(Path.Combine(cache, "node_modules")))
        {
            // another process was faster
        }
        finally
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start) ?? throw new AzuriteException($"{program} cannot be run.");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new AzuriteException($"npm could not install Azurite (exit code {process.ExitCode}):{Environment.NewLine}{errors.Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private string Demand(string program, string otherwise) => FindOnPath(program) ?? throw new AzuriteException(otherwise);

    private string? FindOnPath(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{program}.cmd", $"{program}.exe"] : [program];
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
