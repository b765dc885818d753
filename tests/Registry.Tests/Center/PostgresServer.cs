using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Pipeline.Registry.Tests.PostgresServer))]

namespace Pipeline.Registry.Tests;

/// <summary>A real PostgreSQL in a temporary folder, on a Unix socket there and no port, for as long as the tests run.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly string[] Folders =
        [.. "17 16 15 14".Split(' ').Select(version => $"/usr/lib/postgresql/{version}/bin"), "/usr/local/bin", "/usr/bin"];

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"registry-postgres-{Environment.ProcessId}");
    private string? binaries;

    /// <summary>Why it is not there; none: it runs.</summary>
    public string? Absent { get; private set; }

    public string ConnectionString(string database) => $"Host={folder};Username=postgres;Database={database};Maximum Pool Size=20";

    public async ValueTask InitializeAsync()
    {
        binaries = Array.Find(Folders, path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "pg_ctl")));
        if (binaries is null)
        {
            Absent = "PostgreSQL is not installed here (no initdb): its half of the registry's tests is skipped.";
            return;
        }

        Directory.CreateDirectory(folder);
        if (IsRoot)
        {
            await RunAsync("chown", "postgres", folder);
        }

        await RunAsPostgresAsync($"'{binaries}/initdb' -D '{folder}/data' -U postgres -A trust --no-sync -E UTF8 --locale=C");
        await RunAsPostgresAsync($"'{binaries}/pg_ctl' -D '{folder}/data' -l '{folder}/log' -w -o \"-k '{folder}' -c listen_addresses='' -c fsync=off\" start");
    }

    public async ValueTask DisposeAsync()
    {
        if (Absent is null)
        {
            await RunAsPostgresAsync($"'{binaries}/pg_ctl' -D '{folder}/data' -m immediate -w stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static Task RunAsPostgresAsync(string command)
        => IsRoot ? RunAsync("runuser", "-u", "postgres", "--", "sh", "-c", command) : RunAsync("sh", "-c", command);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Output to a file, not to a pipe: the server inherits it and would hold the pipe open.
        string log = Path.GetTempFileName();
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "sh", log, program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        })!;
        await process.WaitForExitAsync();
        string said = await File.ReadAllTextAsync(log);
        File.Delete(log);
        process.ExitCode.ShouldBe(0, said);
    }
}
