using Azure.Storage.Queues;
using Pipeline.Cloud.Tests;
using Pipeline.LocalCenter;
using Pipeline.Registry;

[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")] // they look at file permissions
[assembly: AssemblyFixture(typeof(Storage))]

namespace Pipeline.Cloud.Tests;

/// <summary>One Azurite for the whole assembly, in a temporary folder. Tests do not share containers or queues.</summary>
public sealed class Storage : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-azurite-").FullName;
    private int names;

#pragma warning disable RS0030 // a composition root of tests: storage checks signatures against the real time
    public static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    public Azurite Azurite { get; private set; } = null!;

    public StorageAccounts Accounts { get; private set; } = null!;

    public QueueServiceClient Queues => Azurite.Queues;

    /// <summary>An ID that no other test uses.</summary>
    public string NewId() => $"t{Interlocked.Increment(ref names)}";

    public FacilityId NewFacility() => new(NewId());

    public ProcessorId NewProcessor() => new(NewId());

    /// <summary>A container that exists.</summary>
    public async Task<BlobContainer> CreateAsync(ContainerName name)
    {
        BlobContainer container = Accounts[name];
        await container.CreateIfMissingAsync(TestContext.Current.CancellationToken);
        return container;
    }

    public async ValueTask InitializeAsync()
    {
        Azurite = await Azurite.StartAsync(folder, progress: null, Clock);
        Accounts = new StorageAccounts(Azurite.Accounts(Enum.GetValues<StorageFamily>()), credential: null);
    }

    public async ValueTask DisposeAsync()
    {
        await Azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
