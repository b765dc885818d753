using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake.Tests;

/// <summary>The intake app as it is, on a fresh SQLite registry and containers of its own in the shared Azurite.</summary>
public sealed class Center : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("intake-").FullName;
    private readonly WebApplication app;

    private Center(AzuriteFixture azurite, TimeProvider clock)
    {
        Clock = clock;
        Facility = new FacilityId("f-" + new RandomNames(clock).NewName()[..12]);
        All = new StorageAccounts(azurite.Azurite.Accounts(Enum.GetValues<StorageFamily>()), null);
        Keys = LocalKeyFile.OpenOrCreate(Path.Combine(folder, "upload.json"), "upload");
        StorageAccountsOptions own = azurite.Azurite.Accounts(StorageFamily.Intake, StorageFamily.Named, StorageFamily.Audit);
        Dictionary<string, string?> settings = new()
        {
            ["Center:Database"] = $"Data Source={Path.Combine(folder, "center.db")}",
            ["Center:UploadKey"] = "file:" + Path.Combine(folder, "upload.json"),
        };
        foreach ((StorageFamily family, Uri address) in own.Accounts)
        {
            settings[$"Center:Accounts:{family}"] = address.AbsoluteUri;
            settings[$"Center:AccountKeys:{family}"] = own.AccountKeys[family];
        }

        app = IntakeApp.Create([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders().AddProvider(Log);
            builder.Services.AddSingleton(clock);
        });
    }

    public TimeProvider Clock { get; }

    public FacilityId Facility { get; }

    public Guid Grant { get; private set; }

    /// <summary>Every account: the test plays facility and platform.</summary>
    public StorageAccounts All { get; }

    public LocalKeyFile Keys { get; }

    public RecordingLog Log { get; } = new();

    public IServiceProvider Services => app.Services;

    public static async Task<Center> StartAsync(AzuriteFixture azurite, TimeProvider? clock = null)
    {
        Center center = new(azurite, clock ?? AzuriteFixture.Clock);
        await center.InScopeAsync(async services =>
        {
            await services.GetRequiredService<RegistryDatabase>().MigrateAsync();
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            registry.Facilities.Add(new Facility { Id = center.Facility, Name = "見本病院", NameEnglish = "Sample Hospital" });
            UploadGrantRecord grant = new()
            {
                Id = services.GetRequiredService<IRandomNames>().NewId(),
                FacilityId = center.Facility,
                IssuedTo = "test",
                Issued = center.Clock.GetUtcNow(),
                Expires = center.Clock.GetUtcNow().AddHours(4),
            };
            registry.UploadGrants.Add(grant);
            center.Grant = grant.Id;
            await registry.SaveChangesAsync();
        });
        foreach (ContainerName container in new[] { Containers.Intake(center.Facility), Containers.Named(center.Facility), Containers.Audit })
        {
            await center.All[container].CreateIfMissingAsync();
        }

        return center;
    }

    public async Task InScopeAsync(Func<IServiceProvider, Task> work)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public async Task<T> AskAsync<T>(Func<RegistryContext, Task<T>> question)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<RegistryContext>());
    }

    /// <summary>Delivers a message to a function, as the host would.</summary>
    public Task RunAsync<THandler, TMessage>(TMessage message)
        where THandler : IFunction<TMessage>
        => InScopeAsync(services => services.GetRequiredService<THandler>().HandleAsync(message, TestContext.Current.CancellationToken));

    /// <summary>Uploads a study package and returns its event.</summary>
    public async Task<BlobCreated> UploadAsync(IReadOnlyList<byte[]> files, Func<PackageManifest, PackageManifest>? change = null, PublicKey? receiver = null)
    {
        List<PackageFileEntry> entries = [];
        foreach ((byte[] file, int index) in files.Select((f, i) => (f, i)))
        {
            entries.Add(await PackageFileEntry.OfAsync($"objects/{index + 1:D6}.dcm", new MemoryStream(file)));
        }

        PackageManifest manifest = new()
        {
            Kind = PackageKind.Study,
            Sender = Facility.Value,
            Grant = Grant.ToString(),
            PatientId = SampleObject.PatientId,
            StudyInstanceUid = SampleObject.StudyUid,
            Files = entries,
            Created = Clock.GetUtcNow(),
        };
        manifest = change is null ? manifest : change(manifest);
        string name = "studies/" + new RandomNames(Clock).NewName();
        await new EncryptedPackages(All[Containers.Intake(Facility)]).UploadAsync(
            name, receiver ?? Keys.Current, manifest, (entry, _) => Task.FromResult<Stream>(new MemoryStream(files[manifest.Files.ToList().IndexOf(entry)])));
        return await EventOfAsync(name);
    }

    /// <summary>Uploads a consent table and returns its event.</summary>
    public async Task<BlobCreated> UploadTableAsync(string csv, Func<PackageManifest, PackageManifest>? change = null)
    {
        byte[] table = Encoding.UTF8.GetBytes(csv);
        PackageManifest manifest = new()
        {
            Kind = PackageKind.Consents,
            Sender = Facility.Value,
            Grant = Grant.ToString(),
            Files = [await PackageFileEntry.OfAsync(PackageManifest.ConsentTableName, new MemoryStream(table))],
            Created = Clock.GetUtcNow(),
        };
        string name = "consents/" + new RandomNames(Clock).NewName();
        await new EncryptedPackages(All[Containers.Intake(Facility)]).UploadAsync(
            name, Keys.Current, change is null ? manifest : change(manifest), (_, _) => Task.FromResult<Stream>(new MemoryStream(table)));
        return await EventOfAsync(name);
    }

    /// <summary>The event of a blob as it is now.</summary>
    public async Task<BlobCreated> EventOfAsync(string name)
    {
        BlobContainer container = All[Containers.Intake(Facility)];
        StoredBlob blob = (await container.FindAsync(name))!;
        return new BlobCreated(
            BlobCreated.BlobCreatedType, $"/blobServices/default/containers/{container.Name}/blobs/{name}", container.Client.GetBlobClient(name).Uri, blob.ETag, blob.Length);
    }

    /// <summary>The names in the facility's named storage.</summary>
    public async Task<List<string>> NamedAsync()
    {
        List<string> names = [];
        await foreach (StoredBlob blob in All[Containers.Named(Facility)].ListAsync())
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
