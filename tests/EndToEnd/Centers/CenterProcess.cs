using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pipeline.EndToEnd.Centers;

/// <summary>The real built center as a child process on a data folder. Ended with its Azurite when disposed.</summary>
internal sealed class CenterProcess : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(12);
    private readonly string data;
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly StringBuilder output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];
    private bool azuriteStays;

    private CenterProcess(string data, Process process) => (this.data, this.process) = (data, process);

    /// <summary>Everything it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (gate)
            {
                return output.ToString();
            }
        }
    }

    public static CenterProcess Start(string data, params string[] arguments)
    {
        ProcessStartInfo start = Programs.Dotnet(Programs.Center, ["--data", data, "--port", "0", "--lang", "en", .. arguments]);
        CenterProcess center = new(data, new Process { StartInfo = start });
        center.process.OutputDataReceived += (_, e) => center.Take(e.Data);
        center.process.ErrorDataReceived += (_, e) => center.Take(e.Data);
        center.process.Start();
        center.process.BeginOutputReadLine();
        center.process.BeginErrorReadLine();
        return center;
    }

    /// <summary>Waits for the end of a start and reads its summary.</summary>
    public static async Task<CenterRun> RunOnceAsync(string data, CancellationToken cancellationToken, params string[] arguments)
    {
        string summary = data + ".summary.json";
        long began = Stopwatch.GetTimestamp();
        await using CenterProcess center = Start(data, ["--once", "--summary", summary, .. arguments]);
        int code = await center.ExitAsync(cancellationToken);
        return new CenterRun(code, center.Output, Summary.Read(summary, center.Output), Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Waits until it printed a text.</summary>
    public async Task PrintedAsync(string text, CancellationToken cancellationToken)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (output.ToString().Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            awaited.Add((text, seen));
        }

        Task ended = process.WaitForExitAsync(cancellationToken);
        Task first = await Task.WhenAny(seen.Task, ended, Task.Delay(Longest, cancellationToken));
        first.ShouldBe(seen.Task, $"the center did not print '{text}' but:\n{Output}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        (await ExitsWithinAsync(Longest, cancellationToken)).ShouldBeTrue($"the center did not end, having printed:\n{Output}");
        return process.ExitCode;
    }

    /// <summary>Waits so long at most; tells whether it ended.</summary>
    public async Task<bool> ExitsWithinAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        Task ended = process.WaitForExitAsync(cancellationToken);
        return await Task.WhenAny(ended, Task.Delay(time, cancellationToken)) == ended;
    }

    /// <summary>SIGKILL to this process alone; its Azurite is orphaned.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Has the Azurite of a killed center run on, as it does in life: the next start must end it.</summary>
    public void LeaveAzurite() => azuriteStays = true;

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        using Process ask = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await ask.WaitForExitAsync(cancellationToken);
        return await ExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
        if (!azuriteStays)
        {
            EndAzurite(data);
        }
    }

    /// <summary>The process ID of the Azurite that still works on a data folder, if one does.</summary>
    public static int? AzuriteOf(string data)
    {
        string file = Path.Combine(data, "azurite", "azurite.pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && File.Exists($"/proc/{id}/cmdline") && File.ReadAllText($"/proc/{id}/cmdline").Contains(data, StringComparison.Ordinal)
            ? id
            : null;
    }

    private static void EndAzurite(string data)
    {
        if (AzuriteOf(data) is { } id)
        {
            using Process azurite = Process.GetProcessById(id);
            azurite.Kill(entireProcessTree: true);
            azurite.WaitForExit();
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            output.AppendLine(line);
            foreach ((_, TaskCompletionSource seen) in awaited.Where(a => line.Contains(a.Text, StringComparison.Ordinal)))
            {
                seen.TrySetResult();
            }
        }
    }
}
