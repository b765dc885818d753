using Pipeline.Cloud;
using Pipeline.LocalCenter;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// The folder of a center on one machine: its registry, and its storage by the Azurite of the running center or, where none
/// runs, by one started on the folder and ended again. Held meanwhile, so that no center starts on it.
/// </summary>
internal sealed class LocalCenterData : IAsyncDisposable
{
    private readonly FileStream? held;
    private readonly Azurite? azurite;
    private readonly string database;

    private LocalCenterData(string database, FileStream? held, Azurite? azurite, StorageAccountsOptions accounts)
    {
        (this.database, this.held, this.azurite) = (database, held, azurite);
        Accounts = new StorageAccounts(accounts, credential: null);
    }

    /// <summary>Its storage.</summary>
    public StorageAccounts Accounts { get; }

    /// <summary>Whether a center runs on it now.</summary>
    public bool IsRunning => held is null;

    /// <exception cref="CenterException">It is no center's folder, or its storage does not start.</exception>
    public static async Task<LocalCenterData> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(folder);
        string storage = Path.Combine(path, "azurite");
        string file = Path.Combine(path, "center.db");
        if (!File.Exists(file) || !File.Exists(Path.Combine(storage, "keys.json")))
        {
            throw new CenterException(ExitCodes.Usage, new($"{folder} はセンターのフォルダではありません。", $"{folder} is no center's folder."));
        }

        FileStream? alone = Hold(path);
        try
        {
            if (alone is null)
            {
                StorageAccountsOptions running = Azurite.FindRunning(storage, Enum.GetValues<StorageFamily>())
                    ?? throw new CenterException(ExitCodes.NoAccess, new("センターは起動中です。少し待ってもう一度実行してください。", "The center is starting. Wait a moment and run again."));
                return new LocalCenterData(file, held: null, azurite: null, running);
            }

            Azurite started = await Azurite.StartAsync(storage, progress: null, clock, cancellationToken);
            return new LocalCenterData(file, alone, started, started.Accounts(Enum.GetValues<StorageFamily>()));
        }
        catch (AzuriteException e)
        {
            alone?.Dispose();
            throw new CenterException(ExitCodes.NoAccess, new($"Azurite を起動できません: {e.Message}", e.Message), e);
        }
        catch (Exception)
        {
            alone?.Dispose();
            throw;
        }
    }

    /// <summary>The registry's side of the audit.</summary>
    public Task<SqliteAuditRecords> OpenAuditRecordsAsync(CancellationToken cancellationToken) => SqliteAuditRecords.OpenAsync(database, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        if (held is not null)
        {
            await held.DisposeAsync();
        }
    }

    /// <summary>Null: a center runs on it.</summary>
    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "center.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
