extern alias delivery;

using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Cloud;
using delivery::Pipeline.Delivery;
using Pipeline.Intake;
using Pipeline.Registry;
using Pipeline.Research;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// The three apps as they are composed, never listening, on a registry and a storage whose every effect is a point of a run;
/// and the queues between them.
/// </summary>
internal sealed class Center : IAsyncDisposable
{
    private readonly string folder;
    private readonly CenterSettings settings;
    private readonly Dictionary<StorageFamily, Uri> addresses;
    private readonly ServiceProvider truth;

    private Center(CenterSettings settings)
    {
        this.settings = settings;
        folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "interleaving-" + Path.GetRandomFileName())).FullName;
        Clock = new SimulatedClock(settings.Start);
        Names = new SeededNames(Clock);
        Memory = settings.Accounts is null ? new MemoryStorage(Clock) : null;
        Transport = new StoragePoints(Memory ?? CenterSettings.Network, request => Changed(request));
        StorageAccountsOptions accounts = settings.Accounts ?? new StorageAccountsOptions
        {
            Accounts = Enum.GetValues<StorageFamily>().ToDictionary(f => f, f => new Uri($"http://127.0.0.1:1/{f.ToString().ToLowerInvariant()}")),
            AccountKeys = Enum.GetValues<StorageFamily>().ToDictionary(f => f, _ => Convert.ToBase64String(new byte[32])),
        };
        addresses = accounts.Accounts;
        Accounts = new StorageAccounts(accounts, credential: null, Transport);
        Database = settings.Database ?? $"Data Source={Path.Combine(folder, "center.db")}";
        Intake = IntakeApp.Create([], b => Configure(b, accounts, publishes: false));
        Research = ResearchApp.Create([], b => Configure(b, accounts, publishes: true));
        Delivery = DeliveryApp.Create([], b => Configure(b, accounts, publishes: true));
        truth = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddSingleton<IRandomNames>(Names)
            .AddRegistry(new ConfigurationBuilder().AddInMemoryCollection([new("Center:Database", Database)]).Build())
            .BuildServiceProvider();
    }

    public static FacilityId Facility { get; } = new("alpha");

    public static ProcessorId Processor { get; } = new("ninpo");

    public static ProjectId Project { get; } = new("liver");

    public SimulatedClock Clock { get; }

    public SeededNames Names { get; }

    public DateOnly Today => JapaneseDay.Of(Clock.Now);

    public string Database { get; }

    public bool IsSqlite => settings.Database is null;

    /// <summary>None on a real storage.</summary>
    public MemoryStorage? Memory { get; }

    public StoragePoints Transport { get; }

    public StorageAccounts Accounts { get; }

    public WebApplication Intake { get; }

    public WebApplication Research { get; }

    public WebApplication Delivery { get; }

    public bool RecallsNothing => settings.RecallsNothing;

    public List<Message> Queue { get; } = [];

    /// <summary>Sees each change of the storage at its instant.</summary>
    public Func<Azure.Core.Request, Task> Changed { get; set; } = _ => Task.CompletedTask;

    /// <summary>The grant that every upload came under.</summary>
    public static Guid Grant { get; } = new("00000000-0000-7000-8000-00000000abcd");

    public static async Task<Center> StartAsync(CenterSettings settings)
    {
        Center center = new(settings);
        await center.AskAsync<RegistryDatabase, int>(async database =>
        {
            await database.MigrateAsync();
            return 0;
        });
        await center.AskAsync<RegistryContext, int>(center.SeedAsync);
        foreach (ContainerName container in center.Containers())
        {
            await center.Accounts[container].CreateIfMissingAsync();
        }

        return center;
    }

    /// <summary>Asks the registry past every point, as the truth about it.</summary>
    public async Task<TResult> AskAsync<TScoped, TResult>(Func<TScoped, Task<TResult>> question)
        where TScoped : notnull
    {
        await using AsyncServiceScope scope = truth.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<TScoped>());
    }

    /// <summary>Works in a scope of its own in one of the apps, as each invocation does.</summary>
    public static async Task InAsync(WebApplication app, Func<IServiceProvider, Task> work)
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    public static Task HandleAsync<THandler, TMessage>(WebApplication app, TMessage message)
        where THandler : IFunction<TMessage>
        => InAsync(app, services => services.GetRequiredService<THandler>().HandleAsync(message, CancellationToken.None));

    /// <summary>A container as the storage in memory addresses it.</summary>
    public static string AddressOf(ContainerName container) => $"{container.Family.ToString().ToLowerInvariant()}/{container.Name}";

    public Uri AddressOf(StorageFamily family) => addresses[family];

    public IEnumerable<ContainerName> Containers() =>
    [
        Cloud.Containers.Intake(Facility), Cloud.Containers.Named(Facility), Cloud.Containers.Research(Project), Cloud.Containers.Delivery(Processor),
        Cloud.Containers.Staging, Cloud.Containers.ResearchStaging, Cloud.Containers.Preview, Cloud.Containers.Audit, Cloud.Containers.Review,
    ];

    public async Task<IReadOnlyList<string>> NamesInAsync(ContainerName container)
        => Memory?.NamesIn(AddressOf(container)) ?? [.. await Accounts[container].ListAsync().Select(b => b.Name).ToListAsync()];

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        await Research.DisposeAsync();
        await Delivery.DisposeAsync();
        await truth.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder, StorageAccountsOptions accounts, bool publishes)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Center:Database", Database),
            new("Center:UploadKey", "file:" + UploadKeys.Path),
            new("Center:PseudonymVault", "file:" + folder),
            .. accounts.Accounts.Select(a => KeyValuePair.Create($"Center:Accounts:{a.Key}", (string?)a.Value.AbsoluteUri)),
            .. accounts.AccountKeys.Select(k => KeyValuePair.Create($"Center:AccountKeys:{k.Key}", (string?)k.Value)),
        ]);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton<IRandomNames>(Names).AddSingleton<HttpPipelineTransport>(Transport);
        IInterceptor[] interceptors = [new DatabasePoints(), .. publishes && settings.Fault is { } fault ? [fault] : Array.Empty<IInterceptor>()];
        builder.Services.ConfigureDbContext<SqliteRegistryContext>(options => options.AddInterceptors(interceptors));
        builder.Services.ConfigureDbContext<PostgresRegistryContext>(options => options.AddInterceptors(interceptors));
    }

    private async Task<int> SeedAsync(RegistryContext registry)
    {
        DateOnly year = Today.AddYears(-1);
        (string pem, string keyId) = (UploadKeys.Pem, UploadKeys.Current.KeyId);
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
        registry.DeviceRules.Add(new DeviceRuleVersion
        {
            Id = Names.NewId(), Rule = "fixture", Version = 1, Match = new DeviceMatch { Model = People.Model }, Treatment = DeviceTreatment.Mask, TrustsRegions = true,
            Why = "generated", ApprovedBy = "test", Approved = Clock.Now,
        });
        registry.UploadGrants.Add(new UploadGrantRecord { Id = Grant, FacilityId = Facility, IssuedTo = "test", Issued = Clock.Now, Expires = Clock.Now.AddYears(20) });
        await registry.SaveChangesAsync();
        return settings.Spoil is { } sql ? await registry.Database.ExecuteSqlRawAsync(sql) : 0;
    }
}
