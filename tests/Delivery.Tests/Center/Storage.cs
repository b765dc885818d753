using Pipeline.Cloud;
using Pipeline.LocalCenter;
using Pipeline.Outlets.Tests;

[assembly: AssemblyFixture(typeof(Storage))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Pipeline.Outlets.Tests;

/// <summary>
/// One Azurite for the whole assembly, with a killer before it, and one receiver's key. Tests run one after the other: they
/// share the containers whose names are fixed.
/// </summary>
public sealed class Storage : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-outlets-").FullName;
    private KillingStorage killing = null!;
    private int names;

#pragma warning disable RS0030 // a composition root of tests: storage checks signatures against the real time
    public static TimeProvider SystemClock => TimeProvider.System;
#pragma warning restore RS0030

    public Azurite Azurite { get; private set; } = null!;

    /// <summary>Every account, past the killer.</summary>
    public StorageAccounts Accounts { get; private set; } = null!;

    public Kill Kill { get; } = new();

    /// <summary>The key pair of whoever receives packages.</summary>
    public LocalKeyFile ReceiverKeys { get; private set; } = null!;

    public int KillingPort => killing.Port;

    /// <summary>An ID that no other test uses.</summary>
    public string NewId(string kind) => $"{kind}{Interlocked.Increment(ref names)}";

    public async ValueTask InitializeAsync()
    {
        Azurite = await Azurite.StartAsync(folder, progress: null, SystemClock);
        Accounts = new StorageAccounts(Azurite.Accounts(Enum.GetValues<StorageFamily>()), credential: null);
        ReceiverKeys = LocalKeyFile.OpenOrCreate(Path.Combine(folder, "receiver.key.json"), "receiver");
        killing = await KillingStorage.StartAsync(Azurite.BlobPort, Kill);
    }

    public async ValueTask DisposeAsync()
    {
        await killing.DisposeAsync();
        await Azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
