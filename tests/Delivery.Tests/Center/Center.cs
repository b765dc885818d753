using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Outlets.Tests;

/// <summary>
/// One facility, its processor and project, a real registry in a file, and one real app on a real storage. The patient and
/// everything about them is made up.
/// </summary>
public abstract class Center : IAsyncDisposable
{
    public const string PatientName = "山田^太郎";

    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-center-").FullName;
    private int studies;

    protected Center(Storage storage)
    {
        Storage = storage;
        Facility = new FacilityId(storage.NewId("hospital"));
        Processor = new ProcessorId(storage.NewId("ninpo"));
        Project = new ProjectId(storage.NewId("liver"));
        FacilityPatientId = $"ALPHA-77{storage.NewId("")}";
        Names = new RandomNames(Clock);
    }

    public Storage Storage { get; }

    public FacilityId Facility { get; }

    public ProcessorId Processor { get; }

    public ProjectId Project { get; }

    public string FacilityPatientId { get; }

    public Guid PatientId { get; private set; }

    public OffsetClock Clock { get; } = new();

    public Lines Log { get; } = new();

    public IRandomNames Names { get; }

    public WebApplication App { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string this[string name] => Path.Combine(folder, name);

    public BlobContainer Container(ContainerName name) => Storage.Accounts[name];

    /// <summary>Runs in a scope of its own, as each invocation does.</summary>
    public async Task<TResult> RunAsync<TScoped, TResult>(Func<TScoped, Task<TResult>> work)
        where TScoped : notnull
    {
        await using AsyncServiceScope scope = App.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TScoped>());
    }

    public Task RunAsync<TScoped>(Func<TScoped, Task> work)
        where TScoped : notnull
        => RunAsync<TScoped, int>(async scoped =>
        {
            await work(scoped);
            return 0;
        });

    /// <summary>Changes registry rows and saves.</summary>
    public Task ChangeAsync(Func<RegistryContext, Task> change) => RunAsync<RegistryContext>(async registry =>
    {
        await change(registry);
        await registry.SaveChangesAsync(Cancel);
    });

    public Task HandleAsync<THandler, TMessage>(TMessage message)
        where THandler : class, IFunction<TMessage>
        => RunAsync<THandler>(handler => handler.HandleAsync(message, Cancel));

    /// <summary>Writes a message into the outbox, as whoever sends it does.</summary>
    public async Task<TMessage> SendAsync<TMessage>(string queue, Func<Guid, TMessage> make)
        where TMessage : ICenterMessage
    {
        TMessage? sent = default;
        await using AsyncServiceScope scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Outbox>().Add(queue, id => sent = make(id));
        await scope.ServiceProvider.GetRequiredService<RegistryContext>().SaveChangesAsync(Cancel);
        return sent!;
    }

    /// <summary>Appends to the ledger, as a table or the desk does.</summary>
    public async Task LedgerAsync(params LedgerEntry[] entries)
    {
        await using AsyncServiceScope scope = App.Services.CreateAsyncScope();
        await using PatientTransaction patient = await scope.ServiceProvider.GetRequiredService<PatientLock>().AcquireAsync(PatientId, Cancel);
        await scope.ServiceProvider.GetRequiredService<LedgerBook>().AppendAsync(patient, entries, "test", Cancel);
        await patient.CommitAsync(Cancel);
    }

    public Task OptOutAsync() => LedgerAsync(new LedgerEntry(LedgerEventKind.OptOut, Today) { By = OptOutBy.Patient });

    public DateOnly Today => JapaneseDay.Of(Clock.GetUtcNow());

    /// <summary>Registers a study with its objects in the named storage.</summary>
    public async Task<Case> AddCaseAsync(params byte[][] objects)
    {
        var added = new Case
        {
            Id = Names.NewId(),
            FacilityId = Facility,
            PatientId = PatientId,
            StudyInstanceUid = $"1.2.392.99999.77.{Facility.Value.Length}.{++studies}",
            Registered = Clock.GetUtcNow(),
            StudyDate = new DateOnly(2026, 4, 1),
            BirthDate = new DateOnly(1961, 2, 3),
            Sex = Sex.Male,
            Age = 65,
            Domain = "abdomen",
            Modalities = ["US"],
            ReportJson = """{"domain":"abdomen","diagnoses":[{"code":"K76.0","name":"脂肪肝"}],"findings":"山田太郎さんの肝臓"}""",
            ContentVersion = 0,
        };
        await ChangeAsync(registry =>
        {
            registry.Cases.Add(added);
            return Task.CompletedTask;
        });
        await GrowAsync(added.Id, objects);
        return added;
    }

    /// <summary>Adds objects to a study, as a later package does.</summary>
    public async Task<IReadOnlyList<Instance>> GrowAsync(Guid caseId, params byte[][] objects)
    {
        BlobContainer named = Container(Containers.Named(Facility));
        List<Instance> instances = [];
        await ChangeAsync(async registry =>
        {
            Case grown = await registry.Cases.SingleAsync(c => c.Id == caseId, Cancel);
            grown.ContentVersion++;
            var package = new UploadedPackage
            {
                Id = Names.NewId(), FacilityId = Facility, BlobName = Names.NewName(), ETag = "-", Size = 1, Received = Clock.GetUtcNow(),
                StoragePrefix = Names.NewName(), State = PackageState.Registered, CaseId = caseId,
            };
            registry.UploadedPackages.Add(package);
            foreach (byte[] content in objects)
            {
                string blob = $"{package.StoragePrefix}/{instances.Count + 1}";
                await named.WriteAsync(blob, new MemoryStream(content), cancellationToken: Cancel);
                instances.Add(InstanceOf(grown, package.Id, blob, content));
            }

            registry.Instances.AddRange(instances);
        });
        return instances;
    }

    /// <summary>Adds picture files to a study, as a later package does: all of one series, in this order.</summary>
    public async Task AddPhotographsAsync(Guid caseId, string series, params byte[][] pictures)
    {
        BlobContainer named = Container(Containers.Named(Facility));
        await ChangeAsync(async registry =>
        {
            Case grown = await registry.Cases.SingleAsync(c => c.Id == caseId, Cancel);
            grown.ContentVersion++;
            Guid package = (await registry.UploadedPackages.FirstAsync(p => p.CaseId == caseId, Cancel)).Id;
            for (int i = 0; i < pictures.Length; i++)
            {
                string blob = $"{series}-{Names.NewName()}";
                await named.WriteAsync(blob, new MemoryStream(pictures[i]), cancellationToken: Cancel);
                string mediaType = pictures[i][0] == 0xFF ? "image/jpeg" : "image/png";
                registry.Instances.Add(InstanceOf(grown, package, blob, pictures[i], new Photograph(mediaType, series, i + 1)));
            }
        });
    }

    /// <summary>The names of a container's blobs.</summary>
    public async Task<IReadOnlyList<string>> BlobsAsync(ContainerName name)
        => await Container(name).ListAsync(cancellationToken: Cancel).Select(b => b.Name).ToListAsync(Cancel);

    /// <summary>Opens a package as its receiver does: its manifest, and its files' content in their order.</summary>
    public async Task<(PackageManifest Manifest, IReadOnlyList<byte[]> Files)> OpenAsync(ContainerName container, string blobName)
    {
        await using PackageReader reader = await new EncryptedPackages(Container(container)).OpenAsync(blobName, Storage.ReceiverKeys, cancellationToken: Cancel);
        List<byte[]> files = [];
        await foreach (PackageFile file in reader.ReadFilesAsync(Cancel))
        {
            using var content = new MemoryStream();
            await file.Content.CopyToAsync(content, Cancel);
            files.Add(content.ToArray());
        }

        return (reader.Manifest, files);
    }

    public Task<List<TRow>> RowsAsync<TRow>()
        where TRow : class
        => RunAsync<RegistryContext, List<TRow>>(registry => registry.Set<TRow>().AsNoTracking().ToListAsync(Cancel));

    public async Task<bool> IsConsumedAsync(ICenterMessage message)
        => (await RowsAsync<OutboxMessage>()).Single(m => m.Id == message.MessageId).Consumed is not null;

    /// <summary>Runs a handler, killed at each of its points in turn; <paramref name="check"/> sees the wreck, then it runs again.</summary>
    public async Task<bool> KilledAtAsync(int point, Func<Task> run, Func<Task> check)
    {
        Storage.Kill.Arm(point);
        try
        {
            await run();
        }
        catch (Exception) when (Storage.Kill.HasStruck)
        {
            // that was the kill
        }

        bool struck = Storage.Kill.HasStruck;
        Storage.Kill.Disarm();
        if (struck)
        {
            await check();
            await run();
        }

        return struck;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the app with the accounts of its role, and fills registry and storage.</summary>
    protected async Task StartAsync(Func<string[], Action<WebApplicationBuilder>?, WebApplication> create, StorageFamily[] families, params (string Key, string Value)[] settings)
    {
        App = create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
            StorageAccountsOptions accounts = Storage.Azurite.Accounts(families);
            builder.Configuration.AddInMemoryCollection(
            [
                new($"Center:Database", $"Data Source={this["center.db"]}"),
                .. accounts.Accounts.Select(a => KeyValuePair.Create($"Center:Accounts:{a.Key}", (string?)new UriBuilder(a.Value) { Port = Storage.KillingPort }.Uri.ToString())),
                .. accounts.AccountKeys.Select(k => KeyValuePair.Create($"Center:AccountKeys:{k.Key}", (string?)k.Value)),
                .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
            ]);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.ConfigureDbContext<SqliteRegistryContext>(options => options.AddInterceptors(new KillingTransactions(Storage.Kill)));
        });
        await RunAsync<RegistryDatabase>(database => database.MigrateAsync(Cancel));
        await SeedAsync();
        await Container(Containers.Named(Facility)).CreateIfMissingAsync(Cancel);
    }

    /// <summary>Deletes what earlier tests left in containers of a fixed name, and in those that begin with a prefix.</summary>
    protected async Task EmptyAsync(StorageFamily family, string prefix, params ContainerName[] containers)
    {
        await foreach (var other in Storage.Accounts.Service(family).GetBlobContainersAsync(prefix: prefix, cancellationToken: Cancel))
        {
            await Storage.Accounts.Service(family).DeleteBlobContainerAsync(other.Name, cancellationToken: Cancel);
        }

        foreach (ContainerName container in containers)
        {
            await Container(container).CreateIfMissingAsync(Cancel);
            await Container(container).DeleteAllAsync("", Cancel);
        }
    }

    private async Task SeedAsync()
    {
        DateOnly year = Today.AddYears(-1);
        using RSA key = Storage.ReceiverKeys.Current.ToRsa();
        string pem = key.ExportSubjectPublicKeyInfoPem();
        string keyId = Storage.ReceiverKeys.Current.KeyId;
        await ChangeAsync(registry =>
        {
            registry.Processors.Add(new Processor
            {
                Id = Processor, Name = "架空認定事業者", Address = "東京都千代田区架空1-1", Representative = "代表 花子",
                Use = CertifiedUse.Anonymised, PublicKeyId = keyId, PublicKeyPem = pem,
            });
            registry.Projects.Add(new Project { Id = Project, Title = "脂肪肝の超音波", ApprovalNumber = "R-1", ApprovedFrom = year, PublicKeyId = keyId, PublicKeyPem = pem });
            var facility = new Facility { Id = Facility, Name = "α病院", NameEnglish = "Alpha Hospital", FilingPublished = year, Posted = year, EntrustedFrom = year };
            facility.Contracts.Add(new ProcessorContract { FacilityId = Facility, ProcessorId = Processor, From = year });
            facility.Participations.Add(new ProjectParticipation { FacilityId = Facility, ProjectId = Project, From = year });
            registry.Facilities.Add(facility);
            return Task.CompletedTask;
        });
        await RunAsync<PatientLock>(async patientLock =>
        {
            await using PatientTransaction patient = await patientLock.AcquireAsync(Facility, FacilityPatientId, Cancel);
            PatientId = patient.PatientId;
            await patient.CommitAsync(Cancel);
        });
        await LedgerAsync(
            new LedgerEntry(LedgerEventKind.Listed, Today.AddDays(-40)) { BirthDate = new DateOnly(1961, 2, 3), Sex = Sex.Male },
            new LedgerEntry(LedgerEventKind.Notice, Today.AddDays(-40)) { NoticeKind = NoticeKind.Both },
            new LedgerEntry(LedgerEventKind.ResearchConsent, Today.AddDays(-40)));
    }

    private Instance InstanceOf(Case grown, Guid packageId, string blob, byte[] content, Photograph? photograph = null) => new()
    {
        Id = Names.NewId(),
        CaseId = grown.Id,
        FacilityId = Facility,
        PackageId = packageId,
        SopInstanceUid = $"{grown.StudyInstanceUid}.{Convert.ToUInt32(RandomNumberGenerator.GetInt32(int.MaxValue))}",
        SopClassUid = photograph is null ? "1.2.840.10008.5.1.4.1.1.3.1" : "",
        TransferSyntaxUid = photograph is null ? "1.2.840.10008.1.2.1" : "",
        Photograph = photograph,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Size = content.Length,
        BlobName = blob,
        ContentVersion = grown.ContentVersion,
    };

    /// <summary>Bytes that name the patient, so that a leak can be seen.</summary>
    public byte[] Object(int length = 50_000)
        => [.. Encoding.UTF8.GetBytes($"{PatientName} {FacilityPatientId} "), .. RandomNumberGenerator.GetBytes(length)];
}
