using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Pipeline.Cloud;

namespace Pipeline.LocalCenter;

/// <summary>
/// Azurite, the storage emulator, as a child process: blobs and queues on free ports, one account per storage family and
/// one for queues, data and account keys in a folder of its own. Installed by npm when missing.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The version installed.</summary>
    public const string Version = "3.37.0";

    private const string QueueAccount = "queues";
    private const int StartAttempts = 5;
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly string pidPath;

    private Azurite(Process process, string pidPath, int blobPort, int queuePort, IReadOnlyDictionary<string, string> keys)
        => (this.process, this.pidPath, BlobPort, QueuePort, Keys) = (process, pidPath, blobPort, queuePort, keys);

    /// <summary>Where blobs are, on 127.0.0.1.</summary>
    public int BlobPort { get; }

    /// <summary>Where queues are, on 127.0.0.1.</summary>
    public int QueuePort { get; }

    /// <summary>The accounts' keys, base64, by account name.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>The queues of this machine.</summary>
    public QueueServiceClient Queues => new(
        new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{QueuePort}/{QueueAccount}")),
        new StorageSharedKeyCredential(QueueAccount, Keys[QueueAccount]),
        StorageMessageQueues.ClientOptions());

    /// <summary>The configuration of an app that may touch these families, as <see cref="StorageAccountsOptions"/> reads it.</summary>
    public StorageAccountsOptions Accounts(params IEnumerable<StorageFamily> families) => Accounts(BlobPort, Keys, families);

    /// <summary>Starts Azurite on <paramref name="dataFolder"/>, installing it first when it is neither on PATH nor in the cache.</summary>
    /// <param name="dataFolder">Holds its data, <c>keys.json</c> (owner only) and <c>azurite.pid</c>. One process at a time: a leftover of a killed run is ended first.</param>
    /// <param name="progress">Told what is going on, for people.</param>
    /// <param name="clock">Waits between looks.</param>
    /// <param name="cancellationToken">Cuts installing and starting.</param>
    /// <exception cref="AzuriteException">Node or npm is missing, or it does not start; the message says what to do.</exception>
    public static async Task<Azurite> StartAsync(string dataFolder, IProgress<string>? progress, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        string program = await AzuriteInstallation.OfEnvironment().FindOrInstallAsync(progress, cancellationToken);
        Directory.CreateDirectory(dataFolder);
        string pidFile = Path.Combine(dataFolder, "azurite.pid");
        await EndLeftoverAsync(pidFile, dataFolder, cancellationToken);
        Dictionary<string, string> keys = ReadOrCreateKeys(Path.Combine(dataFolder, "keys.json"));
        progress?.Report("Starting Azurite");
        for (int attempt = 1; ; attempt++)
        {
            var started = new Azurite(Launch(program, dataFolder, pidFile, keys, out int blobPort, out int queuePort), pidFile, blobPort, queuePort, keys);
            try
            {
                if (await started.BecomesReadyAsync(clock, cancellationToken))
                {
                    await File.WriteAllTextAsync(PortFileOf(dataFolder), blobPort.ToString(CultureInfo.InvariantCulture), cancellationToken);
                    return started;
                }
            }
            catch (OperationCanceledException)
            {
                await started.DisposeAsync();
                throw;
            }

            // most likely another program took a port between our look and Azurite's
            await started.DisposeAsync();
            if (attempt == StartAttempts)
            {
                throw new AzuriteException($"Azurite did not start in {StartAttempts} attempts. Its folder is {dataFolder}; run '{program} --location {dataFolder}' there to see why.");
            }
        }
    }

    /// <summary>The accounts of the Azurite that another process runs on <paramref name="dataFolder"/>; null: none does.</summary>
    public static StorageAccountsOptions? FindRunning(string dataFolder, params IEnumerable<StorageFamily> families)
    {
        string portFile = PortFileOf(dataFolder);
        if (!File.Exists(portFile) || !int.TryParse(File.ReadAllText(portFile), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            return null;
        }

        return Accounts(port, ReadOrCreateKeys(Path.Combine(dataFolder, "keys.json")), families);
    }

    /// <summary>Ends it with all its children; data and keys stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(process);
        process.Dispose();
        File.Delete(pidPath);
        File.Delete(PortFileOf(Path.GetDirectoryName(pidPath)!));
    }

    private static StorageAccountsOptions Accounts(int port, IReadOnlyDictionary<string, string> keys, IEnumerable<StorageFamily> families)
    {
        StorageFamily[] chosen = [.. families];
        return new StorageAccountsOptions
        {
            Accounts = chosen.ToDictionary(f => f, f => new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{NameOf(f)}"))),
            AccountKeys = chosen.ToDictionary(f => f, f => keys[NameOf(f)]),
        };
    }

    private static string PortFileOf(string dataFolder) => Path.Combine(dataFolder, "azurite.port");

    private static string NameOf(StorageFamily family) => family.ToString().ToLowerInvariant();

    private static Process Launch(string program, string dataFolder, string pidFile, Dictionary<string, string> keys, out int blobPort, out int queuePort)
    {
        int[] ports = FreePorts(3);
        (blobPort, queuePort, int tablePort) = (ports[0], ports[1], ports[2]);
        ProcessStartInfo start = StartInfo(program, Path.Combine(dataFolder, "azurite.log"), pidFile, Arguments(dataFolder, blobPort, queuePort, tablePort));
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', keys.Select(k => $"{k.Key}:{k.Value}"));
        Process started = Process.Start(start) ?? throw new AzuriteException($"{program} cannot be run.");
        if (start.RedirectStandardOutput)
        {
            started.OutputDataReceived += (_, _) => { };
            started.ErrorDataReceived += (_, _) => { };
            started.BeginOutputReadLine();
            started.BeginErrorReadLine();
            File.WriteAllText(pidFile, started.Id.ToString(CultureInfo.InvariantCulture));
        }

        return started;
    }

    /// <summary>
    /// What Azurite prints goes to a file, never to a pipe of ours: when this process is killed a pipe breaks, and Azurite, asked
    /// to end by the next start, would die of telling so instead of writing its tables. The shell notes the process ID before
    /// it becomes Azurite, so that no kill of ours leaves one that the next start cannot find.
    /// </summary>
    private static ProcessStartInfo StartInfo(string program, string logFile, string pidFile, string[] arguments)
        => OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false }
            : new ProcessStartInfo("/bin/sh", ["-c", "printf %s $$ > \"$0\" && exec > \"$1\" 2>&1 < /dev/null && shift && exec \"$@\"", pidFile, logFile, program, .. arguments]) { UseShellExecute = false };

    private static string[] Arguments(string dataFolder, int blobPort, int queuePort, int tablePort)
        =>
        [
            "--location", dataFolder, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobHost", "127.0.0.1", "--blobPort", blobPort.ToString(CultureInfo.InvariantCulture),
            "--queueHost", "127.0.0.1", "--queuePort", queuePort.ToString(CultureInfo.InvariantCulture),
            "--tableHost", "127.0.0.1", "--tablePort", tablePort.ToString(CultureInfo.InvariantCulture),
        ];

    /// <summary>Held open together, so that they differ.</summary>
    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(listeners, listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }

    /// <summary>Ready when blobs and queues answer with our keys: not when somebody else answers on the port.</summary>
    private async Task<bool> BecomesReadyAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        BlobServiceClient blobs = new StorageAccounts(Accounts(StorageFamily.Intake), credential: null).Service(StorageFamily.Intake);
        long began = clock.GetTimestamp();
        while (!process.HasExited && clock.GetElapsedTime(began) < StartsWithin)
        {
            if (await AnswersAsync(BlobPort, cancellationToken) && await AnswersAsync(QueuePort, cancellationToken))
            {
                return await TakesOurKeysAsync(blobs, cancellationToken);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return false;
    }

    private async Task<bool> TakesOurKeysAsync(BlobServiceClient blobs, CancellationToken cancellationToken)
    {
        try
        {
            await blobs.GetPropertiesAsync(cancellationToken);
            await Queues.GetPropertiesAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException) // the latter: after retries, it ended meanwhile
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A run that was killed leaves its Azurite behind, holding the data folder.</summary>
    private static async Task EndLeftoverAsync(string pidFile, string dataFolder, CancellationToken cancellationToken)
    {
        if (!File.Exists(pidFile) || !int.TryParse(await File.ReadAllTextAsync(pidFile, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return;
        }

        try
        {
            using Process leftover = Process.GetProcessById(id);
            if (IsOurs(leftover, dataFolder))
            {
                await EndAsync(leftover);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // it is gone already
        }
    }

    /// <summary>
    /// Asks first: Azurite writes its tables every five seconds and when asked to end, so a kill loses the last of them.
    /// </summary>
    private static async Task EndAsync(Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            using Process ask = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await ask.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Process IDs are used again: only a process that runs Azurite on this folder is ours to end.</summary>
    private static bool IsOurs(Process leftover, string dataFolder)
    {
        string commandLine = $"/proc/{leftover.Id}/cmdline";
        if (!File.Exists(commandLine))
        {
            return leftover.ProcessName.Contains("node", StringComparison.OrdinalIgnoreCase);
        }

        string[] arguments = File.ReadAllText(commandLine).Split('\0');
        return arguments.Any(a => a.Contains("azurite", StringComparison.Ordinal)) && arguments.Contains(dataFolder, StringComparer.Ordinal);
    }

    private static Dictionary<string, string> ReadOrCreateKeys(string path)
    {
        if (!File.Exists(path))
        {
            Dictionary<string, string> created = Enum.GetValues<StorageFamily>().Select(NameOf).Append(QueueAccount)
                .ToDictionary(account => account, _ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
            PrivateFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(created, AzuriteJson.Default.DictionaryStringString));
        }

        return JsonSerializer.Deserialize(PrivateFile.Read(path), AzuriteJson.Default.DictionaryStringString)!;
    }
}

/// <summary>Azurite cannot be installed or started; the message says what to do.</summary>
public sealed class AzuriteException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The keys of Azurite's accounts as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AzuriteJson : JsonSerializerContext;
