using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Pipeline.CenterCli.Tests;
using Pipeline.Cloud;
using Pipeline.LocalCenter;
using Pipeline.Registry;

[assembly: AssemblyFixture(typeof(Storage))]

namespace Pipeline.CenterCli.Tests;

/// <summary>One Azurite and one pair of keys for the whole assembly. Tests share neither facilities nor processors.</summary>
public sealed class Storage : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-center-").FullName;
    private int names;

#pragma warning disable RS0030 // a composition root of tests: storage checks signatures against the real time
    public static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    public Azurite Azurite { get; private set; } = null!;

    public StorageAccounts Accounts { get; private set; } = null!;

    public LocalKeyFile CenterKey { get; private set; } = null!;

    public LocalKeyFile ReceiverKey { get; private set; } = null!;

    public string ReceiverKeyPath => Path.Combine(folder, "receiver.key.json");

    public string NewId() => $"t{Interlocked.Increment(ref names)}";

    public async Task<BlobContainer> CreateAsync(ContainerName name)
    {
        BlobContainer container = Accounts[name];
        await container.CreateIfMissingAsync(TestContext.Current.CancellationToken);
        return container;
    }

    /// <summary>Where a receiver pulls from, as its identity file says it on one machine.</summary>
    public static Uri PullAddress(BlobContainer container)
        => container.Client.GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, Clock.GetUtcNow().AddHours(1));

    /// <summary>A facility's packages as the center finds them.</summary>
    public async Task<List<ReceivedPackage>> ReceivedAsync(FacilityId facility, string prefix = "studies/")
    {
        BlobContainer container = Accounts[Containers.Intake(facility)];
        var packages = new List<ReceivedPackage>();
        await foreach (StoredBlob blob in container.ListAsync(prefix, TestContext.Current.CancellationToken))
        {
            await using PackageReader reader = await new EncryptedPackages(container).OpenAsync(blob.Name, CenterKey, blob.ETag, cancellationToken: TestContext.Current.CancellationToken);
            var files = new Dictionary<string, byte[]>();
            await foreach (PackageFile file in reader.ReadFilesAsync(TestContext.Current.CancellationToken))
            {
                using var copy = new MemoryStream();
                await file.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
                files.Add(file.Entry.Name, copy.ToArray());
            }

            packages.Add(new ReceivedPackage(blob.Name, reader.Manifest, files));
        }

        return packages;
    }

    /// <summary>The blobs of a facility, without reading them.</summary>
    public async Task<List<string>> BlobsAsync(FacilityId facility, string prefix = "studies/")
    {
        var found = new List<string>();
        await foreach (BlobItem blob in Accounts[Containers.Intake(facility)].Client.GetBlobsAsync(prefix: prefix, cancellationToken: TestContext.Current.CancellationToken))
        {
            found.Add(blob.Name);
        }

        return found;
    }

    public async ValueTask InitializeAsync()
    {
        Azurite = await Azurite.StartAsync(folder, progress: null, Clock);
        Accounts = new StorageAccounts(Azurite.Accounts(Enum.GetValues<StorageFamily>()), credential: null);
        CenterKey = LocalKeyFile.OpenOrCreate(Path.Combine(folder, "center.key.json"), "center");
        ReceiverKey = LocalKeyFile.OpenOrCreate(ReceiverKeyPath, "receiver");
    }

    public async ValueTask DisposeAsync()
    {
        await Azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A package as the center decrypts it.</summary>
public sealed record ReceivedPackage(string Blob, PackageManifest Manifest, Dictionary<string, byte[]> Files);
